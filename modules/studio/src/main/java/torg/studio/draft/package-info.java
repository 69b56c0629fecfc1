/** What people wrote and have not published: seen, compared, published together or discarded, in the browser and as JSON. */
package torg.studio.draft;
