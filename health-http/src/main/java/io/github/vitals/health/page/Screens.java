package io.github.vitals.health.page;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.alerting.AlertBoard;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.history.HistoryKey;
import java.util.Optional;
import java.util.function.Predicate;

/** From a path to its screen. */
final class Screens {
    private static final String OF_CHECK = "/history/";
    private static final String OF_GROUP = "/history/group/";
    private static final String TREND = "/trend/";
    private static final String ALERTS = "/alerts";

    private final HealthRegistry health;
    private final Past past;
    private final Alerts alerts;
    private final Frame frame;
    private final Predicate<HealthRequest> details;

    Screens(HealthRegistry health, Past past, Alerts alerts, Frame frame, Predicate<HealthRequest> details) {
        this.health = health;
        this.past = past;
        this.alerts = alerts;
        this.frame = frame;
        this.details = details;
    }

    Optional<HealthResponse> respond(HealthRequest request) {
        String path = request.path();
        boolean ours = path.equals("/")
                || path.equals("/history")
                || path.equals("/trend")
                || path.equals("/fleet")
                || (alerts.kept() && path.equals(ALERTS))
                || path.startsWith(OF_CHECK)
                || path.startsWith(TREND);
        return ours ? Optional.of(answer(request)) : Optional.empty();
    }

    private HealthResponse answer(HealthRequest request) {
        Look look = Look.of(request, past.now());
        Html html = new Html();
        int code = details.test(request) ? detailed(look, html) : bare(look, html);
        return Delivery.page(request, code, html, look.view().embedded());
    }

    /** For those who may not see more. Whether there is such a check is not for them either. */
    private int bare(Look look, Html html) {
        if (look.path().equals("/")) {
            return found(look, html, new BareScreen(past, look, health));
        }
        return problem(look, html, 403, "Details are not for everybody", "You see statuses only.");
    }

    private int detailed(Look look, Html html) {
        String path = look.path();
        if (path.equals("/")) {
            return found(look, html, new StatusScreen(past, alerts, look, health.report()));
        }
        Optional<AlertBoard> board = alerts.board();
        if (board.isPresent() && path.equals(ALERTS)) {
            return found(look, html, new AlertsScreen(past, look, health, board.get()));
        }
        if (!past.kept()) {
            return problem(look, html, 404, "There is no history", "The application keeps none.");
        }
        return switch (path) {
            case "/history" -> found(look, html, new HistoryScreen(past, look, health));
            case "/trend" -> found(look, html, new TrendsScreen(past, look, health));
            case "/fleet" -> found(look, html, new FleetScreen(past, look, health));
            default -> ofOne(look, html);
        };
    }

    private int ofOne(Look look, Html html) {
        String path = look.path();
        if (path.startsWith(TREND)) {
            HistoryKey key = HistoryKey.check(path.substring(TREND.length()));
            return known(key)
                    ? found(look, html, new TrendScreen(past, look, health, key))
                    : problem(look, html, 404, "There is no such check", "Nothing is known of it.");
        }
        HistoryKey key = path.startsWith(OF_GROUP)
                ? new HistoryKey(HealthTransition.Subject.GROUP, path.substring(OF_GROUP.length()))
                : HistoryKey.check(path.substring(OF_CHECK.length()));
        return known(key)
                ? found(look, html, new SubjectScreen(past, look, health, key))
                : problem(look, html, 404, "There is no such check", "Nothing is known of it.");
    }

    private boolean known(HistoryKey key) {
        return past.keys().contains(key)
                || (key.subject() == HealthTransition.Subject.CHECK
                        && health.state(key.name()).isPresent());
    }

    private int found(Look look, Html html, Content content) {
        frame.write(html, look, content.screen(), content::write);
        return 200;
    }

    private int problem(Look look, Html html, int code, String words, String explained) {
        Frame.Screen screen = new Frame.Screen(words, health.report().status(), "", false);
        frame.write(html, look, screen, main -> {
            main.element("h1", words).element("p", explained);
            main.open("p").element("a", "To the status", "href", look.to("")).close("p");
        });
        return code;
    }
}
