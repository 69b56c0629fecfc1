/** Whom the door keeps waiting, so that nobody guesses a password or keeps the house busy: who failed too often ({@link torg.identity.local.limit.Attempts}), who comes in a crowd. */
package torg.identity.local.limit;
