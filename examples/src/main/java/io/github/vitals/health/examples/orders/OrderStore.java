package io.github.vitals.health.examples.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The orders in PostgreSQL. Thread-safe. */
final class OrderStore {
    private final DataSource dataSource;

    OrderStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void createSchema() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement create = connection.prepareStatement("""
                        CREATE TABLE IF NOT EXISTS orders (
                            id uuid PRIMARY KEY,
                            item text NOT NULL,
                            quantity integer NOT NULL,
                            amount_cents bigint NOT NULL,
                            status text NOT NULL,
                            placed_at timestamptz NOT NULL)""")) {
            create.execute();
        }
    }

    void insert(Order order) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, order.id());
            insert.setString(2, order.request().item());
            insert.setInt(3, order.request().quantity());
            insert.setLong(4, order.request().amountCents());
            insert.setString(5, order.status().name());
            insert.setTimestamp(6, Timestamp.from(order.placedAt()));
            insert.executeUpdate();
        }
    }

    void updateStatus(Order order) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE orders SET status = ? WHERE id = ?")) {
            update.setString(1, order.status().name());
            update.setObject(2, order.id());
            update.executeUpdate();
        }
    }

    Optional<Order> find(UUID id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT item, quantity, amount_cents, status, placed_at FROM orders WHERE id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(order(id, row)) : Optional.empty();
            }
        }
    }

    private static Order order(UUID id, ResultSet row) throws SQLException {
        OrderRequest request =
                new OrderRequest(row.getString("item"), row.getInt("quantity"), row.getLong("amount_cents"));
        Order.Status status = Order.Status.valueOf(row.getString("status"));
        return new Order(id, request, status, row.getTimestamp("placed_at").toInstant());
    }
}
