/** Web hooks: other programs are told what changed on the site ({@link torg.pages.hook.WebHooks}). */
package torg.pages.hook;
