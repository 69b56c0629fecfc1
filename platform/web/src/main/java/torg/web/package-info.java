/**
 * The one servlet through which every request comes, its settings, and what is counted and logged of it. Start at {@link torg.web.WebServlet}; the way
 * behind it is {@link torg.web.walk.Walk}.
 */
package torg.web;
