package torg.example.connector;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector;

/** Speaks for the ERP: says what its records look like, reads them in pages, and makes documents, each once. */
@Component(service = Connector.class, configurationPid = "torg.example.connector", configurationPolicy = ConfigurationPolicy.REQUIRE, property = "torg.idle:Boolean=true")
@Designate(ocd = FolderConnector.Settings.class)
public final class FolderConnector implements Connector {
    private static final int PAGE = 500;
    private final RecordFolder records;

    /** Settings of this module. */
    @ObjectClassDefinition(name = "Torg example connector")
    public @interface Settings {
        /** The whole path of the folder that is the ERP. */
        @AttributeDefinition(description = "The whole path of the folder that is the ERP")
        String folder();
    }

    /**
     * @param settings of this module
     * @throws TorgException CONFIG when the folder is not there
     */
    @Activate
    public FolderConnector(Settings settings) {
        this(Path.of(settings.folder()));
    }

    FolderConnector(Path folder) {
        if (!folder.isAbsolute() || !Files.isDirectory(folder)) {
            throw TorgException.of(ProblemKind.CONFIG, "folder.setting", "'" + folder + "' is no folder").help("write the whole path of one that is there as 'folder' of torg.example.connector");
        }
        this.records = new RecordFolder(folder);
    }

    @Override
    public String name() {
        return "folder";
    }

    /** Of a real ERP: what its description of itself says. Here: the fields that records have. */
    @Override
    public Optional<EntityInfo> describe(String entity) {
        if (!records.has(entity)) return Optional.empty();
        var fields = new TreeMap<String, FieldInfo>();
        records.keys(entity).stream().limit(PAGE).map(key -> records.read(entity, key)).forEach(record -> record.keySet().forEach(field -> fields.put(field, new FieldInfo(field, "text", true))));
        fields.put(RecordFolder.KEY, new FieldInfo(RecordFolder.KEY, "text", false));
        return Optional.of(new EntityInfo(fields, List.of(RecordFolder.KEY)));
    }

    /** The cursor is the key with which the last page ended, so a pass that broke off goes on there. */
    @Override
    public Answer<Batch> read(Read read) {
        var rest = records.keys(read.entity()).stream().filter(key -> read.cursor().filter(last -> key.compareTo(last) <= 0).isEmpty()).limit(PAGE + 1L).toList();
        var page = rest.subList(0, Math.min(PAGE, rest.size()));
        var found = page.stream().map(key -> records.read(read.entity(), key)).filter(record -> isWanted(record, read)).map(record -> wanted(record, read.fields())).toList();
        return new Answer.Done<>(new Batch(found, rest.size() > PAGE ? Optional.of(page.getLast()) : Optional.empty()));
    }

    private static boolean isWanted(Map<String, Object> record, Read read) {
        return read.where().entrySet().stream().allMatch(one -> String.valueOf(one.getValue()).equals(record.get(one.getKey())))
                && read.keys().entrySet().stream().allMatch(one -> one.getValue().contains(Objects.toString(record.get(one.getKey()))));
    }

    private static Map<String, Object> wanted(Map<String, Object> record, List<String> fields) {
        var wanted = new HashMap<>(record);
        if (!fields.isEmpty()) wanted.keySet().retainAll(fields);
        return wanted;
    }

    @Override
    public Answer<Extent> find(Outgoing document) {
        return new Answer.Done<>(records.keys(document.entity()).contains(document.reference()) ? Extent.ALL : Extent.NOTHING);
    }

    /**
     * The reference is looked for first: who is asked a second time because the first answer got lost finds what is there. A real ERP may be slow or away; what it may have taken
     * without saying so is an {@link Answer.Unknown}, and what it turns down for good an {@link Answer.Refused} with words for a person.
     */
    @Override
    public synchronized Answer<Map<String, Object>> create(Outgoing document) {
        if (document.parts().isPresent()) return new Answer.Refused<>("folder.no-lines", "the folder takes documents without lines only");
        if (!RecordFolder.fits(document.reference())) return new Answer.Refused<>("folder.long-key", "the document's number is too long for the folder");
        var fields = new HashMap<>(document.head());
        fields.put(document.referenceField(), document.reference());
        if (!records.keys(document.entity()).contains(document.reference())) records.add(document.entity(), document.reference(), fields);
        var record = records.read(document.entity(), document.reference());
        for (var field : document.same()) {
            if (Objects.toString(fields.get(field)).equals(record.get(field))) continue;
            return new Answer.Refused<>("folder.somebody-elses", "a document with this number is there, and '" + field + "' is another");
        }
        return new Answer.Done<>(wanted(record, document.wanted()));
    }
}
