package io.github.vitals.health.endpoint;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The JSON of a report or of one check, for those who may see details and for those who may not. */
final class ReportJson {
    static final int LONGEST = 1 << 20;

    /** Kept for the fields around the checks. */
    private static final int FRAME = 1024;

    private final StatusCodes codes;

    ReportJson(StatusCodes codes) {
        this.codes = codes;
    }

    byte[] statusOnly(HealthStatus status) {
        return document(json -> {
            head(json, status);
            json.objects("checks", List.of());
        });
    }

    byte[] report(HealthReport report) {
        return document(json -> {
            head(json, report.status());
            json.field("group", report.group().name());
            json.field("since", report.since());
            json.field("at", report.at());
            checks(json, report.states(), report.group());
        });
    }

    byte[] check(CheckState state) {
        return document(json -> {
            head(json, state.status());
            checks(json, List.of(state), HealthGroup.ALL);
        });
    }

    /** With a line's end, for those who read it in a terminal. */
    private static byte[] document(Consumer<Json> fields) {
        return Json.encode(Json.object(fields) + "\n");
    }

    private void head(Json json, HealthStatus status) {
        json.field("status", codes.binary(status));
        json.field("health", status.name());
    }

    private void checks(Json json, List<CheckState> states, HealthGroup group) {
        List<String> written = new ArrayList<>(states.size());
        int left = LONGEST - FRAME;
        for (CheckState state : states) {
            String text = fitting(state, group, left);
            left -= Json.encode(text).length + 1;
            if (left < 0) {
                break;
            }
            written.add(text);
        }
        json.objects("checks", written);
        if (written.size() < states.size()) {
            json.field("checksOmitted", states.size() - written.size());
        }
    }

    private String fitting(CheckState state, HealthGroup group, int limit) {
        String whole = Json.object(json -> check(json, state, group, true));
        return Json.encode(whole).length < limit ? whole : Json.object(json -> check(json, state, group, false));
    }

    private void check(Json json, CheckState state, HealthGroup group, boolean withData) {
        json.field("name", state.name());
        head(json, state.status());
        json.field("critical", state.policy().critical(group));
        json.present("reason", state.reason().map(FailureReason::label));
        json.present("message", state.message());
        json.present("rootCause", state.rootCause());
        json.field("since", state.since());
        json.present("checkedAt", state.checkedAt());
        state.duration().ifPresent(took -> json.seconds("durationSeconds", took));
        json.present("lastSuccess", state.lastSuccess());
        json.present("streak", state.streak());
        state.result().ifPresent(result -> result(json, result, withData));
    }

    private static void result(Json json, HealthResult result, boolean withData) {
        json.object("result", raw -> {
            raw.field("health", result.status().name());
            raw.present("reason", result.reason().map(FailureReason::label));
            raw.present("message", result.message());
        });
        if (result.details().isEmpty()) {
            return;
        }
        if (withData) {
            json.object("data", data -> result.details().forEach(data::value));
        } else {
            json.field("dataOmitted", true);
        }
    }
}
