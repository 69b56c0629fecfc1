/** What a caller may reach: asked of the module that answers for rights ({@link torg.store.rights.Reach}), put as SQL ({@link torg.store.rights.Rules}), or decided by a row at hand. */
package torg.store.rights;
