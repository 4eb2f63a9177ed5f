package io.github.vitals.health.servers.browser;

import java.util.LinkedHashMap;
import java.util.Map;

/** A key of the keyboard. */
public enum Key {
    /** To the next thing that can be focused. */
    TAB("Tab", "Tab", 9, ""),
    /** Follows, submits, presses. */
    ENTER("Enter", "Enter", 13, "\r"),
    /** Leaves. */
    ESCAPE("Escape", "Escape", 27, ""),
    /** Presses a button, scrolls a page. */
    SPACE(" ", "Space", 32, " "),
    /** To the end. */
    END("End", "End", 35, ""),
    /** To the beginning. */
    HOME("Home", "Home", 36, ""),
    /** To the left. */
    LEFT("ArrowLeft", "ArrowLeft", 37, ""),
    /** Up. */
    UP("ArrowUp", "ArrowUp", 38, ""),
    /** To the right. */
    RIGHT("ArrowRight", "ArrowRight", 39, ""),
    /** Down. */
    DOWN("ArrowDown", "ArrowDown", 40, ""),
    /** The one that begins a search. */
    SLASH("/", "Slash", 191, "/");

    private static final int SHIFTED = 8;

    private final String key;
    private final String code;
    private final int windowsCode;
    private final String text;

    Key(String key, String code, int windowsCode, String text) {
        this.key = key;
        this.code = code;
        this.windowsCode = windowsCode;
        this.text = text;
    }

    Map<String, Object> down(boolean shift) {
        Map<String, Object> event = event(text.isEmpty() ? "rawKeyDown" : "keyDown", shift);
        if (!text.isEmpty()) {
            event.put("text", text);
        }
        return event;
    }

    Map<String, Object> up(boolean shift) {
        return event("keyUp", shift);
    }

    private Map<String, Object> event(String type, boolean shift) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("key", key);
        event.put("code", code);
        event.put("windowsVirtualKeyCode", windowsCode);
        event.put("modifiers", shift ? SHIFTED : 0);
        return event;
    }
}
