package io.github.vitals.ops.endtoend;

import java.util.List;

/**
 * Something that goes wrong in the demo.
 *
 * @param name what it is
 * @param cause makes it go wrong
 * @param mend makes it right again
 * @param alert the critical alert that is expected
 * @param told what everybody is told then
 * @param suppressed alerts that fire too and are told to nobody, for they follow from it
 */
record Fault(String name, Step cause, Step mend, String alert, String told, List<String> suppressed) {
    /** Something to be done. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
