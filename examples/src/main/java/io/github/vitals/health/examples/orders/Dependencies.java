package io.github.vitals.health.examples.orders;

import java.net.URI;

/**
 * Where to find what the order service needs. Immutable.
 *
 * @param database the PostgreSQL that keeps the orders
 * @param redis the Redis that caches them, for example {@code redis://127.0.0.1:6379}
 * @param payments the payment service, for example {@code http://127.0.0.1:8090}
 */
public record Dependencies(Database database, String redis, URI payments) {

    /**
     * A database and who logs in. Immutable.
     *
     * @param url for the driver, for example {@code jdbc:postgresql://127.0.0.1:5432/postgres}
     * @param user who logs in
     * @param password shown nowhere
     */
    public record Database(String url, String user, String password) {
        @Override
        public String toString() {
            return url + " as " + user;
        }
    }
}
