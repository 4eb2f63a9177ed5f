package io.github.vitals.health.system;

import java.util.EnumMap;
import java.util.Map;

/** A container whose figures are what a test says. */
final class ScriptedContainer implements Container {
    boolean present = true;
    double cpuLimit = Double.NaN;
    double cpuSeconds = Double.NaN;
    Throttling throttling = new Throttling(Double.NaN, Double.NaN, Double.NaN);
    Memory memory = new Memory(Double.NaN, Double.NaN, Double.NaN);
    double oomKills = Double.NaN;
    final Map<Pressure.Of, Pressure> pressure = new EnumMap<>(Pressure.Of.class);

    @Override
    public boolean present() {
        return present;
    }

    @Override
    public double cpuLimit() {
        return cpuLimit;
    }

    @Override
    public Cpu cpu() {
        return new Cpu(cpuSeconds / 2, cpuSeconds / 2);
    }

    @Override
    public Throttling throttling() {
        return throttling;
    }

    @Override
    public Memory memory() {
        return memory;
    }

    @Override
    public MemoryEvents memoryEvents() {
        return new MemoryEvents(0, oomKills);
    }

    @Override
    public Tasks tasks() {
        return new Tasks(Double.NaN, Double.NaN);
    }

    @Override
    public Map<Pressure.Of, Pressure> pressure() {
        return pressure;
    }
}
