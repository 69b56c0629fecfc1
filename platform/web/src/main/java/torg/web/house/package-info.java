/**
 * Who is in the house: services that come and go, as one value that a request keeps to ({@link torg.web.house.House}), and the lobby where requests
 * wait while a module is replaced.
 */
package torg.web.house;
