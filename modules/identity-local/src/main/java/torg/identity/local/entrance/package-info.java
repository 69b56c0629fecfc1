/** From proof to session: the last step of every way in, also of those that other modules bring ({@link torg.identity.local.entrance.Threshold}). */
package torg.identity.local.entrance;
