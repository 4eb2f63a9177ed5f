-- What is shared: a text for each name, in spaces.
CREATE TABLE vitals_shared_record (
    space varchar(300) NOT NULL,
    name  varchar(300) NOT NULL,
    text  varchar NOT NULL,
    PRIMARY KEY (space, name)
);

-- Who may act. The row of a lease that ran out or was given back stays, for its token to grow.
CREATE TABLE vitals_shared_lease (
    name       varchar(300) PRIMARY KEY,
    holder     varchar(300) NOT NULL,
    token      bigint NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
