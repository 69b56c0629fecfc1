package torg.connector.dynamics;

/** Settings as Config Admin would hand them over. */
record Settings(String url, String token$_$url, String client$_$id, String wake$_$secret) implements DynamicsSettings {
    Settings(String url, String tokenUrl, String clientId) {
        this(url, tokenUrl, clientId, "");
    }

    @Override
    public String client$_$secret() {
        return "secret";
    }

    @Override
    public int requests$_$per$_$second() {
        return 20;
    }

    @Override
    public int requests$_$at$_$once() {
        return 50;
    }

    @Override
    public Class<? extends java.lang.annotation.Annotation> annotationType() {
        return DynamicsSettings.class;
    }
}
