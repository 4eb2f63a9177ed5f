package io.github.vitals.health.benchmarks;

import io.github.vitals.health.logging.mask.Masker;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to look through a text of some length. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MaskBenchmark {
    static final String SHORT = "1000";
    static final String LONG = "100000";

    /** In characters. */
    @Param({SHORT, LONG})
    public int length;

    private String text;
    private String hostile;

    /** Makes the texts. */
    @Setup
    public void write() {
        text = repeated(
                "GET /orders/4711?page=2 answered 200 in 12.5 ms for shop-7, password=hunter2 of jane@example.org; ");
        hostile = repeated("://a:b@c=password:eyJ 4111-1111-1111-111 DE89 3704 0044 x.y@z secret= Bearer basic ;");
    }

    private String repeated(String piece) {
        return piece.repeat(length / piece.length() + 1).substring(0, length);
    }

    /** A text as logs have it, with two secrets in a hundred characters. */
    @Benchmark
    public String text() {
        return Masker.standard().mask(text);
    }

    /** A text that is made of beginnings of what is looked for. */
    @Benchmark
    public String hostile() {
        return Masker.standard().mask(hostile);
    }
}
