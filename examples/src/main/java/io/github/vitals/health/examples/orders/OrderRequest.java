package io.github.vitals.health.examples.orders;

/**
 * What a customer asks for. Immutable.
 *
 * @param item what, 1 to 100 characters
 * @param quantity how many, 1 to 1,000
 * @param amountCents the price of all together, 1 to 100,000,000 cents
 */
record OrderRequest(String item, int quantity, long amountCents) {
    static final int LONGEST_ITEM = 100;
    static final int MOST = 1_000;
    static final long DEAREST = 100_000_000;

    OrderRequest {
        if (item.isBlank() || item.length() > LONGEST_ITEM) {
            throw InvalidOrder.of("item", "a text of " + item.length() + " characters", "1 to " + LONGEST_ITEM);
        }
        if (quantity < 1 || quantity > MOST) {
            throw InvalidOrder.of("quantity", quantity, "1 to " + MOST);
        }
        if (amountCents < 1 || amountCents > DEAREST) {
            throw InvalidOrder.of("amountCents", amountCents, "1 to " + DEAREST);
        }
    }
}
