/**
 * The border to the wire: bounds, the name the portal is called by, decoding, cookies. What gets past {@link torg.web.door.Door} is an {@link
 * torg.web.door.Inbound}, and nothing odd does.
 */
package torg.web.door;
