/**
 * A content store on a branch of a Git repository. Start at {@link torg.content.git.GitStore}; {@link torg.content.git.Branch} is the repository,
 * {@link torg.content.git.Folder} what a commit holds, {@link torg.content.git.TreeEdit} what an edit makes of it. {@link torg.content.git.Exchange} brings in what
 * others push, {@link torg.content.git.Upgrade} what ships, both by {@link torg.content.git.Merge}.
 */
package torg.content.git;
