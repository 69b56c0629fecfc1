package torg.content.git;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/** Git without the habits of whoever runs the portal: no settings of the user or the machine are read, none are written, and no program is started to find them. */
final class QuietGit extends SystemReader.Delegate {
    private QuietGit(SystemReader known) {
        super(known);
    }

    /** For all repositories that this module opens; JGit keeps it for the whole library, which nobody else in the house uses. */
    static void begin() {
        if (!(SystemReader.getInstance() instanceof QuietGit)) SystemReader.setInstance(new QuietGit(SystemReader.getInstance()));
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new KnownDisk(parent, fs);
    }

    private static class Nothing extends FileBasedConfig {
        Nothing(Config parent, FS fs) {
            super(parent, new File("nothing"), fs);
        }

        @Override
        public void load() {
            // There is nothing to load.
        }

        @Override
        public void save() {
            // There is nothing to keep.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }

    /** JGit would measure how exactly a disk keeps time, for some seconds, with files beside the repository. It is told the coarsest that there is, which is right everywhere. */
    private static final class KnownDisk extends Nothing {
        KnownDisk(Config parent, FS fs) {
            super(parent, fs);
        }

        @Override
        public String getString(String section, String subsection, String name) {
            return section.equals("filesystem") ? "2 seconds" : super.getString(section, subsection, name);
        }
    }
}
