package io.github.vitals.health.servers;

/** How a server is run: as a child process or in a container. */
interface Backend extends AutoCloseable {
    String host();

    int port();

    /** The pid of the server's first process, on this machine. */
    long pid();

    /** Stops every process of the server where it stands; sockets stay open and nothing answers. */
    void freeze();

    /** Stops only the process that accepts connections. */
    void freezeFirst();

    /** Lets every process go on. */
    void thaw();

    /** Ends every process at once, without a goodbye. */
    void kill();

    /** Starts the server again on the same port with the same data; ends it first if it runs. */
    void restart();

    /** Ends the server, frozen or not, and removes what it stored. */
    @Override
    void close();
}
