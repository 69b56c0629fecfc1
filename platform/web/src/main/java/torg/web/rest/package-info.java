/**
 * Everything below {@code /api}: Jersey mounted for the resources of modules, the session, pages as JSON, the OpenAPI document, problem details; and
 * the operators' {@code /health} and {@code /metrics}. Start at {@link torg.web.rest.Api}.
 */
package torg.web.rest;
