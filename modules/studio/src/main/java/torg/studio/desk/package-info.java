/** The files of the site for one caller, and what they are to people. Everything that reads or changes a file leads by {@link torg.studio.desk.Desk}; whether it may is {@link torg.studio.desk.Rights}. Nothing here is shown. */
package torg.studio.desk;
