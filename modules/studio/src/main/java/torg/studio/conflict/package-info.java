/** What two sides changed in a way that cannot be put together: both texts beside what they come from, and how it is settled, in the browser and as JSON. */
package torg.studio.conflict;
