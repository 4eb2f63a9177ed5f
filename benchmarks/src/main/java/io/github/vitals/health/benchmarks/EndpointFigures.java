package io.github.vitals.health.benchmarks;

/**
 * What the endpoint costs: a request beside a constant answer on the same server and beside other libraries' endpoints, a
 * start, a scrape; what the command line that asks it costs; and how it answers under attack, and while what it
 * watches hangs.
 */
final class EndpointFigures implements Figures.Topic {
    private final FrozenFigures frozen = new FrozenFigures();

    @Override
    public void measure(Figures figures, boolean quick) throws Exception {
        ReadyFigures.measure(figures, quick);
        ColdServer.measure(figures, quick);
        ScrapeLoad.measure(figures, quick);
        ProbeStartFigures.measure(figures, quick);
        AttackFigures.measure(figures, quick);
        frozen.measure(figures, quick);
    }
}
