package io.github.vitals.health.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;

/** The class path of an application that lacks a library: it loads our classes itself, and says that the library's are not there. */
final class BareLoader extends URLClassLoader {
    private final String missing;

    /** @param missing what the names of the library's classes begin with */
    BareLoader(String missing) {
        super(new URL[0], BareLoader.class.getClassLoader());
        this.missing = missing;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(missing)) {
            throw new ClassNotFoundException(name);
        }
        if (!name.startsWith("io.github.vitals.health.jdbc.")) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream code = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] bytes = code.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException | NullPointerException absent) {
            throw new ClassNotFoundException(name, absent);
        }
    }
}
