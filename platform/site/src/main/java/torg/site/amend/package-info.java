/** Changes documents at places, and leaves the rest as its author wrote it: {@link torg.site.amend.Amender}. */
package torg.site.amend;
