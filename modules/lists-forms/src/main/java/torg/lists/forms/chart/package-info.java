/** Charts: what rows come to, as bars. Start at {@link torg.lists.forms.chart.ChartCompiler} for the document and at {@link torg.lists.forms.chart.Bars} for the figures. */
package torg.lists.forms.chart;
