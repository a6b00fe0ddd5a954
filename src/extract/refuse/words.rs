//! What pages say that stand in front of an article, in lower case: English, German, French, Spanish,
//! Italian, Dutch.

/// A check whether a person is there.
#[rustfmt::skip]
pub const ROBOT: &[&str] = &[
    "verify you are human", "verifying you are human", "verify that you are human", "confirm you are human",
    "checking your browser before", "checking if the site connection is secure", "are you a robot",
    "you are not a robot", "you're not a robot", "unusual traffic from your", "enable javascript and cookies to continue",
    "complete the security check", "complete the captcha", "press & hold to confirm", "pardon our interruption",
    "bestätigen sie, dass sie ein mensch", "dass sie kein roboter sind", "ungewöhnlichen datenverkehr",
    "vérifiez que vous êtes humain", "que vous n'êtes pas un robot", "que vous n’êtes pas un robot",
    "verifica que eres humano", "que no eres un robot", "verifica di essere umano", "di non essere un robot",
    "bevestig dat je een mens", "dat u geen robot bent", "dat je geen robot bent",
];

/// A consent page by one phrase.
#[rustfmt::skip]
pub const CONSENT: &[&str] = &[
    "before you continue to google", "before you continue to youtube", "bevor sie zu google weitergehen",
    "bevor sie zu youtube weitergehen", "avant d'accéder à google", "avant d’accéder à google",
    "antes de ir a google", "antes de continuar a google", "prima di continuare su google",
    "voordat je verdergaat naar google", "is part of the yahoo family of brands",
];

/// What a site says of itself and to the reader when it asks for consent. An article about cookies quotes
/// one of them at most; a question has several.
#[rustfmt::skip]
pub const ASKING: &[&str] = &[
    "we use cookies", "we and our", "our partners", "your consent", "your choices", "your privacy", "your device",
    "your preferences", "uses cookies", "before you continue", "accept all", "reject all", "manage your cookie",
    "withdraw your", "privacy settings",
    "wir verwenden cookies", "wir nutzen cookies", "wir und unsere", "unsere partner", "ihre einwilligung",
    "ihre zustimmung", "ihrem gerät", "ihre privatsphäre", "bevor sie fortfahren", "alle akzeptieren", "alle ablehnen",
    "mit werbung", "datenschutzeinstellungen", "cookies zustimmen",
    "nous utilisons des cookies", "nous et nos", "nos partenaires", "votre consentement", "vos choix", "vos données",
    "votre appareil", "votre vie privée", "tout accepter", "tout refuser", "continuer sans accepter",
    "utilizamos cookies", "usamos cookies", "nosotros y nuestros", "nuestros socios", "su consentimiento",
    "tu consentimiento", "tu privacidad", "su privacidad", "su dispositivo", "aceptar todo", "rechazar todo",
    "aceptar y continuar",
    "utilizziamo i cookie", "utilizziamo cookie", "noi e i nostri", "nostri partner", "il tuo consenso",
    "tuo dispositivo", "la tua privacy", "accetta tutto", "rifiuta tutto", "accetta e continua",
    "wij gebruiken cookies", "we gebruiken cookies", "wij en onze", "onze partners", "uw toestemming",
    "je toestemming", "jouw toestemming", "uw apparaat", "je apparaat", "uw privacy", "je privacy", "alles accepteren",
    "alles weigeren", "alles afwijzen", "cookies accepteren",
];

/// A page that is made by scripts.
#[rustfmt::skip]
pub const SCRIPT: &[&str] = &[
    "enable javascript", "javascript is disabled", "javascript is not available", "javascript is required",
    "javascript to be enabled", "requires javascript", "activate javascript", "turn on javascript",
    "javascript ist deaktiviert", "javascript aktivieren", "aktivieren sie javascript", "benötigt javascript",
    "activer javascript", "activez javascript", "javascript est désactivé", "javascript pour",
    "activar javascript", "habilitar javascript", "habilita javascript", "active javascript", "javascript está",
    "abilitare javascript", "abilita javascript", "attiva javascript", "javascript è disabilitato",
    "javascript inschakelen", "schakel javascript", "javascript is uitgeschakeld",
];

/// A question for an account.
#[rustfmt::skip]
pub const LOGIN: &[&str] = &[
    "log in to continue", "sign in to continue", "log in to read", "sign in to read", "please log in", "please sign in",
    "you must be logged in", "you need to log in", "you need to sign in", "sign in to your account", "log in to your account",
    "create a free account", "register to continue", "register to read",
    "bitte melden sie sich an", "melden sie sich an, um", "bitte einloggen", "jetzt anmelden und weiterlesen",
    "sie müssen angemeldet sein", "registrieren sie sich, um", "kostenlos registrieren",
    "connectez-vous pour", "identifiez-vous pour", "vous devez être connecté", "créez un compte pour",
    "créer un compte gratuit", "inicia sesión para", "inicie sesión para", "debes iniciar sesión", "regístrate para",
    "accedi per", "effettua il login", "devi effettuare l'accesso", "devi effettuare l’accesso", "registrati per",
    "log in om", "inloggen om", "je moet ingelogd zijn", "u moet ingelogd zijn", "maak een gratis account",
];

/// The words of a login form.
#[rustfmt::skip]
pub const FORM: &[&str] = &[
    "log in", "sign in", "login", "anmelden", "einloggen", "se connecter", "connexion", "iniciar sesión", "accedi",
    "inloggen", "aanmelden",
];

/// The rest is for those who pay.
#[rustfmt::skip]
pub const PAY: &[&str] = &[
    "subscribe to continue", "subscribe to read", "to continue reading", "to read the full article", "to read the full story",
    "to keep reading", "this article is for subscribers", "for subscribers only", "subscriber-only", "subscriber only content",
    "available to subscribers", "reserved for subscribers", "exclusive to subscribers", "become a subscriber to",
    "unlock this article", "you have reached your limit", "you've reached your limit", "you’ve reached your limit",
    "nur für abonnenten", "exklusiv für abonnenten", "für abonnenten lesbar", "um diesen artikel zu lesen",
    "um weiterzulesen", "jetzt weiterlesen", "weiterlesen mit", "zugang zu diesem artikel", "dieser artikel ist kostenpflichtig",
    "réservé aux abonnés", "réservée aux abonnés", "réservés aux abonnés", "réservé à nos abonnés",
    "pour lire la suite", "abonnez-vous pour lire", "il vous reste", "lire l'intégralité de cet article",
    "exclusivo para suscriptores", "sólo para suscriptores", "solo para suscriptores", "para seguir leyendo",
    "para continuar leyendo", "suscríbete para leer", "suscríbete para seguir",
    "riservato agli abbonati", "riservata agli abbonati", "per continuare a leggere", "per leggere l'articolo completo",
    "solo per gli abbonati", "abbonati per leggere",
    "alleen voor abonnees", "exclusief voor abonnees", "om verder te lezen", "word abonnee om", "verder lezen met een abonnement",
];

/// There is nothing at the address. Looked for in headlines and first words only.
#[rustfmt::skip]
pub const MISSING: &[&str] = &[
    "404", "page not found", "page cannot be found", "page can't be found", "page can’t be found", "page could not be found",
    "page you requested", "page you are looking for", "page you were looking for", "page doesn't exist",
    "page doesn’t exist", "page does not exist", "page no longer exists", "article not found", "no longer available",
    "content not found", "something went wrong", "internal server error", "service unavailable", "access denied",
    "seite nicht gefunden", "seite wurde nicht gefunden", "seite existiert nicht", "seite konnte nicht gefunden",
    "artikel nicht gefunden", "nicht mehr verfügbar", "fehler 404",
    "page introuvable", "page non trouvée", "page n'existe pas", "page n’existe pas", "page demandée", "n'est plus disponible",
    "página no encontrada", "página no existe", "no se ha encontrado la página", "no se encuentra", "ya no está disponible",
    "pagina non trovata", "pagina non esiste", "pagina richiesta", "non è più disponibile",
    "pagina niet gevonden", "pagina bestaat niet", "niet meer beschikbaar", "pagina kon niet worden gevonden",
];
