package io.github.vitals.health.system;

import java.util.Map;

/** Where there is none. */
record NoContainer() implements Container {
    @Override
    public boolean present() {
        return false;
    }

    @Override
    public double cpuLimit() {
        return Double.NaN;
    }

    @Override
    public Cpu cpu() {
        return new Cpu(Double.NaN, Double.NaN, Double.NaN);
    }

    @Override
    public Throttling throttling() {
        return new Throttling(Double.NaN, Double.NaN, Double.NaN);
    }

    @Override
    public Memory memory() {
        return new Memory(Double.NaN, Double.NaN, Double.NaN);
    }

    @Override
    public MemoryEvents memoryEvents() {
        return new MemoryEvents(Double.NaN, Double.NaN);
    }

    @Override
    public Tasks tasks() {
        return new Tasks(Double.NaN, Double.NaN);
    }

    @Override
    public Map<Pressure.Of, Pressure> pressure() {
        return Map.of();
    }
}
