package torg.studio.media;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.site.ContentFile;
import torg.api.site.Edition;
import torg.api.text.Plain;
import torg.api.view.Model;
import torg.api.view.Thumbnails;
import torg.api.web.Request;
import torg.studio.desk.Desk;
import torg.studio.room.EditorFiles;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Turned;
import torg.studio.room.Words;

/** The web files that the caller may change, some at a time, found by name. */
record Library(Request request, Desk desk) {
    private static final int PAGE = 48;
    /** What a browser shows as a picture, and runs nothing of it where it stands as one. */
    private static final Set<String> SHOWN = Set.of("png", "jpg", "jpeg", "gif", "webp", "avif", "svg");

    /** Where they lie. */
    static String root(Request request) {
        return request.site().path("files/");
    }

    Model.Builder model() {
        var words = Words.of(request);
        var search = Turned.search(request);
        var found = desk.files().values().stream().filter(file -> file.path().startsWith(root(request)))
                .filter(file -> search.map(text -> Plain.of(name(request, file)).contains(Plain.of(text))).orElse(true)).toList();
        var turned = new Turned<>(request, found, room(request), PAGE);
        return Model.with("words", words.model("media-search", "find", "nothing-found", "media-add", "media-pages", "media-undescribed"))
                .with("home", Room.HOME.link(request)).with("editor", EditorFiles.base())
                .with("library", Model.with("search", search).with("add", new Links(request).shelf("files"))
                        .with("some", !found.isEmpty()).with("count", words.text("media-count", found.size()))
                        .with("files", media(turned.shown()))
                        .with("paged", !turned.pages().isEmpty()).with("pages", turned.pages()));
    }

    private List<Model> media(List<ContentFile> files) {
        var said = Description.said(request);
        return files.stream().map(file -> medium(file, said)).toList();
    }

    private Model medium(ContentFile file, Set<String> said) {
        var picture = picture(request, file);
        return Model.with("name", name(request, file)).with("link", link(request, file)).with("picture", picture)
                .with("undescribed", picture.isPresent() && !said.contains(Description.address(name(request, file))))
                .with("kind", ending(file)).with("size", size(request, file)).build();
    }

    static String room(Request request) {
        return Room.MEDIA.link(request);
    }

    static String link(Request request, ContentFile file) {
        return room(request) + "?path=" + Links.encoded(file.path());
    }

    /** Below the folder of web files. */
    static String name(Request request, ContentFile file) {
        return file.path().substring(root(request).length());
    }

    private static String ending(ContentFile file) {
        return file.path().substring(file.path().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** The address of a small picture of it; of one that no smaller are made of, its own. */
    static Optional<String> picture(Request request, ContentFile file) {
        if (Edition.ifAny(file.path()).isPresent()) return Optional.empty(); // at its address another one may stand
        var path = "files/" + name(request, file);
        var small = request.site().part(Thumbnails.class).map(Thumbnails::byPath).orElse(Map.of()).get(path);
        return Optional.ofNullable(small).or(() -> SHOWN.contains(ending(file)) ? Optional.of(address(request, file)) : Optional.empty());
    }

    /** Where people fetch it, an edition while its time is. */
    static String address(Request request, ContentFile file) {
        var place = Edition.ifAny(file.path()).map(Edition::place).orElse(file.path());
        return "/files/" + Stream.of(place.substring(root(request).length()).split("/")).map(part -> Links.encoded(part).replace("+", "%20")).collect(Collectors.joining("/"));
    }

    static String size(Request request, ContentFile file) {
        return Words.of(request).text("media-size", Math.max(1, Math.ceilDiv(file.bytes().length, 1000)));
    }
}
