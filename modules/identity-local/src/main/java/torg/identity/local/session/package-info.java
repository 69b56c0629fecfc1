/** Sessions of browsers ({@link torg.identity.local.session.Sessions}), and the random tokens that browsers and programs are handed. */
package torg.identity.local.session;
