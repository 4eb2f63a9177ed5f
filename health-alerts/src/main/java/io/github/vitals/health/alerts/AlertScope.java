package io.github.vitals.health.alerts;

/** Whose alert it is, where several instances of a service look at the same thing. Immutable. */
public enum AlertScope {
    /** Each instance has its own: what is wrong with one says nothing about the others. */
    INSTANCE,
    /** There is one for the whole service, open as long as any instance sees it. Needs a shared store. */
    SERVICE
}
