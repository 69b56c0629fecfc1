package torg.content.git;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the repository is, and what else has a say in what it holds. */
@ObjectClassDefinition(name = "Torg content Git")
public @interface GitSettings {
    /** A repository, bare or with a work tree; where nothing is yet, a bare one is made. */
    @AttributeDefinition(description = "Folder of the Git repository; where nothing is yet, a bare one is made")
    String repository();

    /** The branch that is the site. */
    @AttributeDefinition(description = "The branch that is the site")
    String branch() default "main";

    /** A repository that several portals and people share; empty for none. */
    @AttributeDefinition(description = "Address (http, https or file) of a repository that is kept in step with this one; empty for none")
    String remote() default "";

    /** Who asks there. */
    @AttributeDefinition(description = "User name for the remote repository")
    String user() default "";

    /** Of that user, or a token. */
    @AttributeDefinition(description = "Password or token for the remote repository", type = AttributeType.PASSWORD)
    String password() default "";

    /** Whether drafts go there as well. */
    @AttributeDefinition(description = "Whether drafts go to the remote repository as well, where whoever may read it reads them")
    boolean share$_$drafts() default false;

    /** How often the remote repository is asked. */
    @AttributeDefinition(description = "Seconds between two looks at the remote repository", min = "1")
    int interval() default 10;

    /** Sites that ship with the portal. */
    @AttributeDefinition(description = "Folder of the sites that ship; what changes there is merged into the branch")
    String content() default "";

    /** Themes that ship with the portal. */
    @AttributeDefinition(description = "Folder of the themes that ship; what changes there is merged into the branch")
    String themes() default "";
}
