package io.github.vitals.health.servers.alerting;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Slack documents of blocks, as far as alerts use them. Lengths are those of the texts as they are sent. */
final class SlackRules {
    private static final int TOGETHER = 12_000;

    private final List<String> errors = new ArrayList<>();
    private int together;

    private SlackRules() {}

    /** Empty if there is nothing to complain of. */
    static List<String> check(Tree blocks) {
        SlackRules rules = new SlackRules();
        if (!blocks.isList()) {
            rules.error("must provide an array", "/blocks");
        }
        rules.items(blocks, 50, "/blocks");
        int at = 0;
        for (Tree block : blocks.elements()) {
            rules.block(block, "/blocks/" + at++);
        }
        if (rules.together > TOGETHER) {
            rules.error("msg_blocks_too_long", "/blocks");
        }
        return rules.errors;
    }

    private void block(Tree block, String path) {
        switch (block.at("type").text().orElse("")) {
            case "header" -> text(block.at("text"), 150, true, path + "/text");
            case "section" -> section(block, path);
            case "actions" -> actions(block.at("elements"), path + "/elements");
            case "context" -> texts(block.at("elements"), 10, 3_000, path + "/elements");
            case "divider" -> {}
            default -> error("unsupported type", path);
        }
    }

    private void section(Tree block, String path) {
        if (block.at("text").absent() && block.at("fields").absent()) {
            error("missing required field: text", path);
        }
        if (!block.at("text").absent()) {
            text(block.at("text"), 3_000, false, path + "/text");
        }
        if (!block.at("fields").absent()) {
            texts(block.at("fields"), 10, 2_000, path + "/fields");
        }
    }

    private void texts(Tree texts, int most, int longest, String path) {
        items(texts, most, path);
        int at = 0;
        for (Tree text : texts.elements()) {
            text(text, longest, false, path + "/" + at++);
        }
    }

    private void text(Tree text, int longest, boolean plainOnly, String path) {
        String type = text.at("type").text().orElse("");
        if (!type.equals("plain_text") && (plainOnly || !type.equals("mrkdwn"))) {
            error("unsupported type: " + type, path);
        }
        if (!type.equals("plain_text") && !text.at("emoji").absent()) {
            error("no more fields allowed: emoji", path);
        }
        String value = text.at("text").text().orElse("");
        together += value.length();
        if (value.isEmpty()) {
            error("must be more than 0 characters", path + "/text");
        }
        if (value.length() > longest) {
            error("must be less than " + (longest + 1) + " characters", path + "/text");
        }
    }

    private void actions(Tree elements, String path) {
        items(elements, 25, path);
        Set<String> ids = new HashSet<>();
        int at = 0;
        for (Tree element : elements.elements()) {
            String here = path + "/" + at++;
            if (!element.at("type").text().orElse("").equals("button")) {
                error("unsupported type", here);
            }
            text(element.at("text"), 75, true, here + "/text");
            String id = element.at("action_id").text().orElse(here);
            if (id.length() > 255 || !ids.add(id)) {
                error("action_id already exists or is too long", here);
            }
            element.at("url").text().ifPresent(url -> link(url, here));
        }
    }

    private void link(String url, String path) {
        boolean web = url.length() <= 3_000 && url.matches("https?://\\S+");
        if (!web || URI.create(url).getHost() == null) {
            error("invalid url", path + "/url");
        }
    }

    private void items(Tree list, int most, String path) {
        if (list.elements().isEmpty()) {
            error("no fewer than 1 items required", path);
        }
        if (list.elements().size() > most) {
            error("no more than " + most + " items allowed", path);
        }
    }

    private void error(String what, String path) {
        errors.add("[ERROR] " + what + " [json-pointer:" + path + "]");
    }
}
