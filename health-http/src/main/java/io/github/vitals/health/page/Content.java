package io.github.vitals.health.page;

/** What one screen shows inside the {@link Frame}. */
interface Content {
    Frame.Screen screen();

    void write(Html html);
}
