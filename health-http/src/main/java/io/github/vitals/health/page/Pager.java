package io.github.vitals.health.page;

import java.util.List;

/** A long list in pages, with links to the others. */
record Pager(int size, int wanted, int all) {
    static <T> List<T> page(List<T> all, int wanted, int size) {
        Pager pager = new Pager(size, wanted, all.size());
        int from = (pager.current() - 1) * size;
        return all.subList(from, Math.min(all.size(), from + size));
    }

    int pages() {
        return Math.max(1, (all + size - 1) / size);
    }

    int current() {
        return Math.min(wanted, pages());
    }

    void write(Html html, View view) {
        if (pages() == 1) {
            return;
        }
        html.open("nav", "class", "pager", "aria-label", "Pages");
        int from = (current() - 1) * size + 1;
        html.element(
                "span",
                Words.grouped(from) + "–" + Words.grouped(Math.min(all, from + size - 1)) + " of "
                        + Words.grouped(all));
        link(html, view, current() - 1, "Previous", "prev");
        link(html, view, current() + 1, "Next", "next");
        html.close("nav").raw("\n");
    }

    private void link(Html html, View view, int page, String words, String relation) {
        if (page >= 1 && page <= pages()) {
            View there = page == 1 ? view.with(View.PAGE, "") : view.with(View.PAGE, Integer.toString(page));
            html.element("a", words, "rel", relation, "href", there.link());
        }
    }
}
