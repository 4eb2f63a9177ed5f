package io.github.vitals.health.checks;

/** The main of a JVM of its own: collects garbage and prints what the checks of the JVM say. */
final class JvmFigures {
    private static byte[] held = {};

    private JvmFigures() {}

    public static void main(String[] args) throws Exception {
        GcOverheadCheck overhead = GcOverheadCheck.of();
        held = new byte[20 << 20];
        System.gc();
        System.gc();
        System.out.println("heap " + Run.once(HeapAfterGcCheck.of()).details());
        System.out.println("heap " + Run.once(HeapAfterGcCheck.of()));
        System.out.println("gc " + Run.once(overhead).details());
        System.out.println("files " + Run.once(FileDescriptorCheck.of()).details());
        System.out.println("held " + held.length);
    }
}
