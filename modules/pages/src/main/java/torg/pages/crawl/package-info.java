/** What machines ask for: {@code robots.txt}, {@code sitemap.xml} with the pages that anybody may read ({@link torg.pages.crawl.CrawlerFiles}), and feeds ({@link torg.pages.crawl.Feed}). */
package torg.pages.crawl;
