/**
 * The whole request on one screen, {@link torg.web.walk.Walk}, with what it asks on its way: who visits, whether a write was meant, and what is
 * answered when something goes wrong.
 */
package torg.web.walk;
