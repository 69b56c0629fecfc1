/** Links by which somebody without rights sees the site as it would be: given ({@link torg.studio.preview.PreviewComponent}), signed, opened and revoked ({@link torg.studio.preview.PreviewLinks}). */
package torg.studio.preview;
