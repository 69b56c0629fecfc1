/** What one language says and another lacks, beside each other. */
package torg.studio.translation;
