// Starts the API's viewer, with the demo's key filled in: "Try it out" works at once.
window.onload = () => {
  const ui = SwaggerUIBundle({
    url: '/openapi.json',
    dom_id: '#swagger-ui',
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    layout: 'StandaloneLayout',
    tryItOutEnabled: true,
    onComplete: () => ui.preauthorizeApiKey('apiKey', '{demo_key}'),
  });
};
