/** Where pages were that moved without anybody saying so: by a rename in a folder or in Git ({@link torg.pages.former.FormerAddresses}). */
package torg.pages.former;
