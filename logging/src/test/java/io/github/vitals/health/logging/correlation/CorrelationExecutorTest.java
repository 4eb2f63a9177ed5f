package io.github.vitals.health.logging.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.slf4j.MDC;

class CorrelationExecutorTest {
    private final ExecutorService plain = Executors.newSingleThreadExecutor();
    private final ExecutorService pool = Correlation.executor(plain);

    @BeforeEach
    void aRequest() {
        MDC.put("http.request.id", "order-7");
    }

    @AfterEach
    void nothing() {
        MDC.clear();
        pool.shutdownNow();
    }

    private static String id() {
        return String.valueOf(MDC.get("http.request.id"));
    }

    private static Map<String, String> mdcOf(ExecutorService thread) throws Exception {
        Map<String, String> mdc = thread.submit(MDC::getCopyOfContextMap).get();
        return mdc == null ? Map.of() : mdc;
    }

    @Test
    void eachWayToGiveATaskTakesTheMdcAlong() throws Exception {
        CompletableFuture<String> executed = new CompletableFuture<>();
        CompletableFuture<String> submitted = new CompletableFuture<>();
        CompletableFuture<String> submittedWithResult = new CompletableFuture<>();
        pool.execute(() -> executed.complete(id()));
        pool.submit(() -> {
            submitted.complete(id());
        });
        assertThat(pool.submit(() -> submittedWithResult.complete(id()), "done").get())
                .isEqualTo("done");
        Callable<String> callable = CorrelationExecutorTest::id;
        assertThat(List.of(executed.get(), submitted.get(), submittedWithResult.get()))
                .containsOnly("order-7");
        assertThat(pool.submit(callable).get()).isEqualTo("order-7");
        assertThat(pool.invokeAll(List.of(callable)).get(0).get()).isEqualTo("order-7");
        assertThat(pool.invokeAll(List.of(callable), 1, TimeUnit.MINUTES).get(0).get())
                .isEqualTo("order-7");
        assertThat(pool.invokeAny(List.of(callable))).isEqualTo("order-7");
        assertThat(pool.invokeAny(List.of(callable), 1, TimeUnit.MINUTES)).isEqualTo("order-7");
    }

    @Test
    void whatATaskPutsThereLeaksNeitherToThePoolNorBack() throws Exception {
        plain.submit(() -> MDC.put("pool", "own")).get();
        pool.submit(() -> {
                    assertThat(MDC.get("pool")).isNull();
                    MDC.put("task", "own");
                    MDC.put("http.request.id", "changed");
                })
                .get();
        assertThat(mdcOf(plain)).isEqualTo(Map.of("pool", "own"));
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("http.request.id", "order-7"));
    }

    @Test
    void aTaskThatThrowsLeavesNothingEither() throws Exception {
        Future<?> failed = pool.submit(() -> {
            throw new AssertionError(id());
        });
        assertThatThrownBy(failed::get).hasMessageContaining("order-7");
        assertThat(mdcOf(plain)).isEmpty();
    }

    @Test
    void aGiverWithoutAnMdcIsFollowedToo() throws Exception {
        plain.submit(() -> MDC.put("pool", "own")).get();
        MDC.clear();
        assertThat(mdcOf(pool)).isEmpty();
        assertThat(mdcOf(plain)).isEqualTo(Map.of("pool", "own"));
    }

    @Test
    void aTaskThatGivesTasksHandsItsOwnOn() throws Exception {
        ExecutorService second = Correlation.executor(Executors.newSingleThreadExecutor());
        Future<String> nested = pool.submit(() -> {
            MDC.put("http.request.id", "order-7.1");
            return second.submit(CorrelationExecutorTest::id).get();
        });
        assertThat(nested.get()).isEqualTo("order-7.1");
        second.shutdown();
    }

    @Test
    void flagsOfTheTraceGoAlongThoughTheyAreNotInTheMdc() throws Exception {
        Correlated correlated = new Correlated(TraceContext.start(true), "vendor=1", "order-8", null);
        Correlated.Before before = correlated.open();
        assertThat(pool.submit(() -> Optional.ofNullable(Correlated.current())).get())
                .contains(correlated);
        before.restore();
        assertThat(pool.submit(() -> String.valueOf(Correlated.current())).get())
                .isEqualTo("null");
        assertThat(plain.submit(() -> String.valueOf(Correlated.current())).get())
                .isEqualTo("null");
    }

    @Test
    void aTaskRunByItsGiverLeavesTheGiversMdcAsItWas() {
        Executor caller = Correlation.executor((Executor) Runnable::run);
        caller.execute(() -> MDC.put("http.request.id", "changed"));
        assertThat(id()).isEqualTo("order-7");
    }

    @Test
    void stagesOfACompletableFutureSeeTheMdc() {
        CompletableFuture<String> stages = CompletableFuture.supplyAsync(CorrelationExecutorTest::id, pool)
                .thenApplyAsync(first -> first + ' ' + id(), pool);
        assertThat(stages.join()).isEqualTo("order-7 order-7");
    }

    @Test
    void wrappedTasksSeeWhatTheirMakerSawAsOftenAsTheyRun() throws Exception {
        CompletableFuture<String> ran = new CompletableFuture<>();
        Runnable runnable = Correlation.runnable(() -> ran.complete(id()));
        Callable<String> callable = Correlation.callable(CorrelationExecutorTest::id);
        var supplier = Correlation.supplier(CorrelationExecutorTest::id);
        MDC.put("http.request.id", "order-8");
        runnable.run();
        assertThat(ran.get()).isEqualTo("order-7");
        assertThat(plain.submit(callable).get()).isEqualTo("order-7");
        assertThat(callable.call()).isEqualTo("order-7");
        assertThat(supplier.get()).isEqualTo("order-7");
        assertThat(id()).isEqualTo("order-8");
    }

    @Test
    void aSchedulersTaskSeesWhatWasKnownWhenItWasScheduledEachTimeAnew() throws Exception {
        ScheduledExecutorService scheduler = Correlation.executor(Executors.newSingleThreadScheduledExecutor());
        LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Runnable changing = () -> {
            seen.add(id());
            MDC.put("http.request.id", "changed");
        };
        Future<?> rate = scheduler.scheduleAtFixedRate(changing, 0, 1, TimeUnit.MILLISECONDS);
        Future<?> delay = scheduler.scheduleWithFixedDelay(changing, 0, 1, TimeUnit.MILLISECONDS);
        CompletableFuture<String> once = new CompletableFuture<>();
        Runnable completing = () -> once.complete(id());
        scheduler.schedule(completing, 0, TimeUnit.MILLISECONDS).get();
        assertThat(once.get()).isEqualTo("order-7");
        Callable<String> callable = CorrelationExecutorTest::id;
        assertThat(scheduler.schedule(callable, 0, TimeUnit.MILLISECONDS).get()).isEqualTo("order-7");
        for (int i = 0; i < 6; i++) {
            assertThat(seen.poll(1, TimeUnit.MINUTES)).isEqualTo("order-7");
        }
        assertThat(rate.cancel(false) && delay.cancel(false)).isTrue();
        scheduler.shutdownNow();
    }

    @Test
    void cancellingInterruptsTheTaskAndLeavesNothing() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<?> future = pool.submit(() -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.countDown();
            }
        });
        assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(future.cancel(true)).isTrue();
        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(mdcOf(plain)).isEmpty();
    }

    @Test
    void aRejectedTaskIsTheGiversToKnow() {
        pool.shutdown();
        assertThat(plain.isShutdown() && pool.isShutdown()).isTrue();
        assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> pool.submit(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(id()).isEqualTo("order-7");
    }

    @Test
    void tasksThatNeverBeganAreGivenBackAsTheyWereGiven() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        pool.execute(() -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();
        Runnable waiting = () -> {};
        pool.execute(waiting);
        assertThat(pool.shutdownNow()).containsExactly(waiting);
        assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void anExecutorIsWrappedOnce() {
        assertThat(Correlation.executor(pool)).isSameAs(pool);
        assertThat(Correlation.executor((Executor) pool)).isSameAs(pool);
        Executor direct = Correlation.executor((Executor) Runnable::run);
        assertThat(Correlation.executor(direct)).isSameAs(direct);
        assertThat(pool).hasToString(plain.toString());
    }

    @Test
    void anOwnHandlerOfRejectionsRunsTheTaskWithWhatTheGiverKnew() {
        ThreadPoolExecutor full = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), new ThreadPoolExecutor.CallerRunsPolicy());
        full.shutdown();
        ExecutorService wrapped = Correlation.executor((ExecutorService) full);
        wrapped.execute(() -> MDC.put("http.request.id", "changed"));
        assertThat(id()).isEqualTo("order-7");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "asks for virtual threads")
    void virtualThreadsTakeTheMdcAlong() throws Exception {
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        ExecutorService wrapped = Correlation.executor(virtual);
        List<Callable<String>> tasks = Collections.nCopies(200, CorrelationExecutorTest::id);
        for (Future<String> future : wrapped.invokeAll(tasks)) {
            assertThat(future.get()).isEqualTo("order-7");
        }
        ((AutoCloseable) (Object) wrapped).close();
        assertThat(virtual.isTerminated()).isTrue();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_19, disabledReason = "asks for executors that can be closed")
    void closingTheWrapperOfTheCommonPoolReturnsAsThePoolsOwnDoes() throws Exception {
        ExecutorService common = Correlation.executor((ExecutorService) ForkJoinPool.commonPool());
        ((AutoCloseable) (Object) common).close();
        assertThat(common.submit(CorrelationExecutorTest::id).get()).isEqualTo("order-7");
    }
}
