/** What the portal keeps about a person, handed out to themselves and to administrators. */
package torg.personal.data;
