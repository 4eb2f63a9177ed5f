package io.github.vitals.health.servers.browser;

/**
 * What assistive technology is told of one thing on a page. Immutable.
 *
 * @param role what it is: {@code button}, {@code heading}
 * @param name what it is called; possibly empty
 */
public record Accessible(String role, String name) {}
