/** From proof to session: the last step of every way in ({@link torg.identity.local.entrance.Threshold}), also of those that other modules bring ({@link torg.identity.local.entrance.LocalEntrance}). */
package torg.identity.local.entrance;
