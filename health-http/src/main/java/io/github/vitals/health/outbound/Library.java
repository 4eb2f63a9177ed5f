package io.github.vitals.health.outbound;

/** The libraries that some options need and health-http does not bring. */
public enum Library {
    DNSJAVA("org.xbill.DNS.Message", "dnsjava:dnsjava"),
    JSON_PATH("com.jayway.jsonpath.JsonPath", "com.jayway.jsonpath:json-path"),
    RE2J("com.google.re2j.Pattern", "com.google.re2j:re2j");

    private final String type;
    private final String artifact;

    Library(String type, String artifact) {
        this.type = type;
        this.artifact = artifact;
    }

    public void require(String user) {
        try {
            Class.forName(type, false, Library.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError absent) {
            throw new IllegalStateException(
                    user + " needs the library " + artifact + ", an optional dependency: add it to yours", absent);
        }
    }
}
