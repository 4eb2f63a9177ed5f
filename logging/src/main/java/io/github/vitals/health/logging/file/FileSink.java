package io.github.vitals.health.logging.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files of one log, one after the other: the next one with the day and the size. None is ever renamed or cut. */
final class FileSink implements Sink {
    private static final Duration LOOKS = Duration.ofSeconds(1);
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
    private static final Set<OpenOption> OLD = Set.of(StandardOpenOption.APPEND);

    private final LogFiles files;
    private final Claims claims;
    private final Cleaning cleaning;
    private final TornLines torn;
    private final long maxSize;
    private final InstantSource clock;
    private final Outage rotation;
    private volatile @Nullable OpenFile open;
    private LogFiles.@Nullable LogFile lost;
    private Instant looked = Instant.MIN;
    private Instant rotated = Instant.MIN;

    FileSink(FileSettings settings, TornLines.Listener listener, InstantSource clock) {
        this.files = settings.files();
        this.claims = new Claims(files);
        this.cleaning = new Cleaning(settings, claims);
        this.torn = new TornLines(files, claims, listener);
        this.maxSize = settings.maxFileSize();
        this.clock = clock;
        this.rotation = new Outage(
                new ErrorOutput(settings.name()), "open the next file", "events go to the file before", clock);
    }

    /** Mends torn lines, then goes on in the last file of today if nobody else has it. */
    @Override
    public void open() throws IOException {
        if (open == null) {
            Files.createDirectories(files.folder());
            LocalDate today = today();
            torn.mend(today);
            open = last(today);
            cleaning.clean(today);
        }
    }

    private OpenFile last(LocalDate today) throws IOException {
        List<LogFiles.LogFile> ofToday = of(today);
        if (!ofToday.isEmpty()) {
            LogFiles.LogFile last = ofToday.get(ofToday.size() - 1);
            Optional<FileLock> claim = Files.size(last.path()) < maxSize ? claims.claim(last) : Optional.empty();
            if (claim.isPresent()) {
                return OpenFile.open(last, claim.get(), OLD);
            }
        }
        return next(today, 0);
    }

    private List<LogFiles.LogFile> of(LocalDate day) throws IOException {
        return files.list().stream().filter(file -> file.day().equals(day)).toList();
    }

    /** The next number that nobody has. */
    private OpenFile next(LocalDate day, int least) throws IOException {
        Files.createDirectories(files.folder());
        List<LogFiles.LogFile> there = of(day);
        int number = there.isEmpty()
                ? least
                : Math.max(least, there.get(there.size() - 1).number() + 1);
        while (true) {
            LogFiles.LogFile file = files.file(day, number++);
            Optional<FileLock> claim = claims.claim(file);
            if (claim.isPresent()) {
                try {
                    return OpenFile.open(file, claim.get(), NEW);
                } catch (FileAlreadyExistsException somebodyWasFaster) {
                    // Then the number after it.
                }
            }
        }
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
        ready(lines).write(lines);
    }

    private OpenFile ready(ByteBuffer lines) throws IOException {
        OpenFile file = open;
        if (file != null && gone(file)) {
            lines.position(lineStart(lines));
            lost = file.file();
            open = null;
            file.close();
            claims.close();
            file = null;
        }
        if (file == null) {
            return opened(next(today(), afterLost()));
        }
        return lines.position() == 0 && due(file, lines.remaining()) ? rotated(file) : file;
    }

    /** The number of a file that is gone is not used again that day. */
    private int afterLost() {
        return lost != null && lost.day().equals(today()) ? lost.number() + 1 : 0;
    }

    private OpenFile opened(OpenFile file) {
        open = file;
        return file;
    }

    private boolean gone(OpenFile file) {
        Instant now = clock.instant();
        if (soon(looked, now)) {
            return false;
        }
        looked = now;
        return file.gone();
    }

    private static boolean soon(Instant last, Instant now) {
        return !now.isBefore(last) && !last.equals(Instant.MIN) && now.isBefore(last.plus(LOOKS));
    }

    /** What of a line went to a file that is gone is written again. */
    private static int lineStart(ByteBuffer lines) {
        int start = lines.position();
        while (start > 0 && lines.get(start - 1) != '\n') {
            start--;
        }
        return start;
    }

    private boolean due(OpenFile file, int length) {
        return today().isAfter(file.file().day()) || (file.size() > 0 && file.size() + length > maxSize);
    }

    /** The next file, or this one if there can be none now. */
    private OpenFile rotated(OpenFile file) {
        Instant now = clock.instant();
        if (rotation.failing().isPresent() && soon(rotated, now)) {
            return file;
        }
        rotated = now;
        try {
            LocalDate day = file.file().day();
            LocalDate today = today().isAfter(day) ? today() : day;
            OpenFile next = opened(next(today, today.equals(day) ? file.file().number() + 1 : 0));
            file.close();
            rotation.over(0);
            cleaning.clean(today);
            return next;
        } catch (IOException notNow) {
            rotation.begin(notNow, 0);
            return file;
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Override
    public Optional<Path> currentFile() {
        return Optional.ofNullable(open).map(file -> file.file().path());
    }

    @Override
    public Optional<LogOutput.Failure> failing() {
        return rotation.failing().map(failure -> new LogOutput.Failure(failure.since(), "next file: " + failure.why()));
    }

    @Override
    public long tornLines() {
        return torn.count();
    }

    @Override
    public long filesDeleted() {
        return cleaning.deleted();
    }

    @Override
    public void close() {
        OpenFile file = open;
        open = null;
        if (file != null) {
            file.close();
        }
        claims.close();
    }
}
