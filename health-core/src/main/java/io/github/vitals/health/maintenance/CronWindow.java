package io.github.vitals.health.maintenance;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.github.vitals.health.MaintenanceWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance window that opens at the times a cron expression names, in a time zone, and lasts equally long each time.
 *
 * <p>The expression has the five fields of crontab: minute, hour, day of month, month, day of week (0 to 7, where 0 and 7
 * are Sunday, or SUN to SAT). Fields may be {@code *}, numbers, names of months and days, ranges, lists and steps; where
 * both days are given, either will do. The nicknames {@code @hourly}, {@code @daily}, {@code @midnight},
 * {@code @weekly}, {@code @monthly}, {@code @yearly} and {@code @annually} are understood too.
 *
 * <pre>{@code
 * MaintenanceWindow sundays = CronWindow.of("0 2 * * SUN", ZoneId.of("Europe/Berlin"), Duration.ofHours(2))
 *         .withReason("database upgrade");
 * }</pre>
 *
 * <p>Where clocks are put forward, an opening at a wall time that is left out happens at the moment they are; where they
 * are put back, an opening at a wall time that comes twice happens the first time. The duration is time that passes,
 * whatever clocks show. Openings that touch or overlap are one, of which at most 100 are followed to find where it
 * closes.
 *
 * <p>Immutable.
 */
public final class CronWindow implements MaintenanceWindow {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int LONGEST_CHAIN = 100;
    private static final int LONGEST_TEXT = 100;
    private static final ZonedDateTime LONG_AGO = ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private static final CronDefinition CRONTAB = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withStrictRange()
            .and()
            .withHours()
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .withStrictRange()
            .and()
            .withMonth()
            .withStrictRange()
            .and()
            .withDayOfWeek()
            .withValidRange(0, 7)
            .withMondayDoWValue(1)
            .withIntMapping(7, 0)
            .withStrictRange()
            .and()
            .withSupportedNicknameHourly()
            .withSupportedNicknameDaily()
            .withSupportedNicknameMidnight()
            .withSupportedNicknameWeekly()
            .withSupportedNicknameMonthly()
            .withSupportedNicknameYearly()
            .withSupportedNicknameAnnually()
            .instance();

    private final String expression;
    private final ZoneId zone;
    private final Duration duration;
    private final String reason;

    /** Asked in UTC only, where every wall time comes once; what becomes of wall times in the zone is decided here. */
    private final ExecutionTime times;

    private CronWindow(String expression, ZoneId zone, Duration duration, String reason, ExecutionTime times) {
        this.expression = expression;
        this.zone = zone;
        this.duration = duration;
        this.reason = reason;
        this.times = times;
    }

    /**
     * Makes a window.
     *
     * @param expression when it opens, in the format of crontab or a nickname
     * @param zone whose wall clock the expression means
     * @param duration how long it stays open; more than zero, at most 365 days
     * @return the window, without a reason
     * @throws IllegalArgumentException if the expression cannot be understood or names a time that never comes, or the
     *     duration is out of range
     */
    public static CronWindow of(String expression, ZoneId zone, Duration duration) {
        requireNonNull("expression", expression);
        requireNonNull("zone", zone);
        requireNonNull("duration", duration);
        if (duration.isZero() || duration.isNegative()) {
            throw invalid("duration", duration, "> 0");
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw invalid("duration", duration, "at most " + LONGEST);
        }
        return new CronWindow(expression, zone, duration, "", parse(expression));
    }

    /**
     * Says what the work is.
     *
     * @param reason to tell a person; possibly empty
     * @return a copy with that reason
     */
    public CronWindow withReason(String reason) {
        return new CronWindow(expression, zone, duration, requireNonNull("reason", reason), times);
    }

    @Override
    public Optional<Instant> openUntil(Instant at) {
        Optional<Instant> opening = lastOpening(at);
        if (opening.isEmpty() || !opening.get().plus(duration).isAfter(at)) {
            return Optional.empty();
        }
        Instant closing = opening.get().plus(duration);
        for (int followed = 1; followed < LONGEST_CHAIN; followed++) {
            opening = nextOpening(opening.get());
            if (opening.isEmpty() || opening.get().isAfter(closing)) {
                break;
            }
            closing = opening.get().plus(duration);
        }
        return Optional.of(closing);
    }

    @Override
    public Optional<Instant> nextOpening(Instant at) {
        Optional<ZonedDateTime> next = times.nextExecution(wallTime(at).atZone(ZoneOffset.UTC));
        // While the clock shows times for the second time, those it will show next may already have had their opening.
        while (next.isPresent() && !opening(next.get()).isAfter(at)) {
            next = times.nextExecution(next.get());
        }
        return next.map(this::opening);
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return "CronWindow[" + expression + ", " + zone + ", " + duration + "]";
    }

    private Optional<Instant> lastOpening(Instant at) {
        LocalDateTime shown = wallTime(at);
        ZoneOffsetTransition change = zone.getRules().getTransition(shown);
        boolean secondTime = change != null && change.isOverlap() && !at.isBefore(change.getInstant());
        LocalDateTime before = secondTime
                ? change.getDateTimeBefore()
                : shown.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        return times.lastExecution(before.atZone(ZoneOffset.UTC)).map(this::opening);
    }

    private LocalDateTime wallTime(Instant at) {
        return LocalDateTime.ofInstant(at, zone);
    }

    /** The instant of a wall time. A later wall time never has an earlier instant: the searches above rest on that. */
    private Instant opening(ZonedDateTime inUtc) {
        LocalDateTime wallTime = inUtc.toLocalDateTime();
        ZoneOffsetTransition change = zone.getRules().getTransition(wallTime);
        return change != null && change.isGap()
                ? change.getInstant()
                : wallTime.atZone(zone).toInstant();
    }

    private static ExecutionTime parse(String expression) {
        ExecutionTime times;
        try {
            times = ExecutionTime.forCron(new CronParser(CRONTAB).parse(expression));
        } catch (RuntimeException bad) {
            throw invalid(
                    "expression",
                    quoted(expression),
                    "minute, hour, day of month, month and day of week, or a nickname such as @daily" + problem(bad));
        }
        if (times.nextExecution(LONG_AGO).isEmpty()) {
            throw invalid("expression", quoted(expression), "a time that comes");
        }
        return times;
    }

    private static String problem(RuntimeException bad) {
        Throwable cause = bad.getCause() == null ? bad : bad.getCause();
        // Anything else than this is the parser stumbling, and its text tells a user nothing.
        return cause instanceof IllegalArgumentException ? "; " + printable(String.valueOf(cause.getMessage())) : "";
    }

    private static String quoted(String text) {
        return '"' + printable(text) + '"';
    }

    private static String printable(String text) {
        String shortened = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
        return shortened.replaceAll("\\p{Cntrl}", "?");
    }

    private static <T> T requireNonNull(String argument, @Nullable T value) {
        if (value == null) {
            throw new NullPointerException(argument + ": null (expected: a value)");
        }
        return value;
    }

    private static IllegalArgumentException invalid(String argument, Object value, String expected) {
        return new IllegalArgumentException(argument + ": " + value + " (expected: " + expected + ")");
    }
}
