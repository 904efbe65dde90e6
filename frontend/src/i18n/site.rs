//! The pages every public site needs: legal notices, accessibility, help, site map.

// Legal notices
pub const LEGAL_PUBLISHER: &str = "Éditeur";
pub const LEGAL_PUBLISHER_TEXT: &str = "Ce site est édité pour la Cité éducative par l’organisation ci-dessous. La personne qui la représente légalement est responsable de la publication.";
pub const LEGAL_HOST: &str = "Hébergement";
pub const LEGAL_HOST_TEXT: &str = "Le nom et les coordonnées de l’hébergeur sont tenus à disposition par l’éditeur, qui choisit où cette installation fonctionne.";
pub const LEGAL_DATA: &str = "Données personnelles";
pub const LEGAL_DATA_TEXT_1: &str = "Le site enregistre, pour les personnes qui ont un compte : nom, adresse électronique, rôle et organisation, sessions ouvertes, et la trace de leurs actions sur les projets. Ces données servent à instruire les appels à projets, mission d’intérêt public des institutions pilotes. Elles ne sont ni vendues, ni transmises à d’autres fins.";
pub const LEGAL_DATA_TEXT_2: &str =
    "Les fiches-actions ne demandent que des effectifs : n’y écrivez jamais le nom d’un enfant.";
pub const LEGAL_DATA_TEXT_3: &str = "Vous pouvez consulter, corriger ou faire effacer vos données en écrivant à l’éditeur. En cas de difficulté, vous pouvez saisir la CNIL (www.cnil.fr).";
pub const LEGAL_COOKIES: &str = "Cookies";
pub const LEGAL_COOKIES_TEXT: &str = "Un seul cookie est déposé, quand vous vous connectez : il maintient votre session et disparaît avec elle. Pour ne rien perdre, ce que vous saisissez est aussi gardé dans votre navigateur jusqu’à son enregistrement ou votre déconnexion. Aucune mesure d’audience, aucun traceur : aucun consentement n’est donc demandé.";
pub const LEGAL_REUSE: &str = "Réutilisation";
pub const LEGAL_REUSE_TEXT: &str = "Les données publiques de ce portail (appels, objectifs, actions retenues) sont réutilisables sous Licence Ouverte 2.0. Le logiciel Alliance est libre, sous licence EUPL 1.2.";

// Accessibility declaration
pub const A11Y_TITLE: &str = "Déclaration d’accessibilité";
pub const A11Y_LEAD: &str = "Accessibilité : non conforme.";
pub const A11Y_STATE: &str = "État de conformité";
pub const A11Y_STATE_TEXT: &str = "Ce site n’est pas conforme au référentiel général d’amélioration de l’accessibilité (RGAA 4.1), parce qu’aucun audit de conformité n’a encore été réalisé. Il est conçu pour le devenir.";
pub const A11Y_TESTED: &str = "Ce qui a été vérifié";
pub const A11Y_TESTED_1: &str = "Contrastes : chaque paire de couleurs est calculée par un test, en clair et en sombre (4,5:1 pour le texte, 3:1 pour les champs et le focus).";
pub const A11Y_TESTED_2: &str = "Pages : contrôle automatique avec axe-core. Un outil automatique trouve environ la moitié des problèmes.";
pub const A11Y_TESTED_3: &str = "Structure : un titre principal par page, des libellés liés aux champs, des erreurs liées à leur champ, des régions nommées.";
pub const A11Y_TESTED_4: &str = "Écrans : de 320 à 1 280 pixels de large.";
pub const A11Y_NOT_TESTED: &str = "Ce qui ne l’a pas été";
pub const A11Y_NOT_TESTED_1: &str =
    "Les parcours complets avec les lecteurs d’écran NVDA, JAWS et VoiceOver.";
pub const A11Y_NOT_TESTED_2: &str =
    "Les 106 critères du RGAA, sur un échantillon de pages, par une personne extérieure.";
pub const A11Y_NOT_TESTED_3: &str = "La documentation de l’API, qui utilise un outil tiers (Swagger UI).";
pub const A11Y_HELP: &str = "Signaler un problème";
pub const A11Y_HELP_TEXT: &str = "Si une page ou un formulaire vous empêche d’avancer, écrivez ou téléphonez : une autre façon de faire vous sera proposée.";
pub const A11Y_RECOURSE: &str = "Voies de recours";
pub const A11Y_RECOURSE_TEXT: &str = "Si vous avez signalé un défaut d’accessibilité et que vous n’avez pas obtenu de réponse satisfaisante, vous pouvez saisir le Défenseur des droits : en ligne (www.defenseurdesdroits.fr), par téléphone au 09 69 39 00 00, ou par courrier gratuit sans affranchir : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.";

// Site map
pub const MAP_PUBLIC: &str = "Portail public";
pub const MAP_ACCOUNT: &str = "Mon espace";
pub const MAP_ABOUT: &str = "À propos du site";

// Help
pub const HELP_LEAD: &str = "Les questions qui reviennent, par ordre de parcours.";
pub const HELP_APPLY: &str = "Proposer une action";
pub const HELP_REVIEW: &str = "Évaluer et décider";
pub const HELP_ACCOUNT: &str = "Mon compte";

/// Questions and answers, by part.
pub const HELP_APPLY_ANSWERS: [(&str, &str); 8] = [
    (
        "Comment obtenir un compte ?",
        "Les comptes se créent sur invitation. Écrivez au contact de la Cité éducative : vous recevrez un lien qui vous permet de choisir votre mot de passe.",
    ),
    (
        "Dois-je tout remplir en une fois ?",
        "Non. Chaque partie de la fiche-action s’enregistre séparément, même incomplète. Vous la retrouvez dans « Mes fiches-actions », sur n’importe quel appareil.",
    ),
    (
        "Enregistrer, est-ce déposer ?",
        "Non. Une fiche enregistrée reste un brouillon que seule votre organisation voit. Elle est déposée quand vous avez choisi « Déposer la fiche » et reçu un accusé de dépôt avec son numéro.",
    ),
    (
        "Que se passe-t-il si ma connexion coupe ?",
        "Ce que vous avez saisi est gardé sur votre appareil. À votre retour sur la page, l’application vous propose de le reprendre.",
    ),
    (
        "Puis-je corriger une fiche déposée ?",
        "Pas directement. Si une correction est nécessaire, le chef de projet vous renvoie la fiche avec ses demandes et une date. Vous pouvez aussi la retirer tant que les décisions ne sont pas publiées.",
    ),
    (
        "Puis-je écrire la fiche hors ligne ?",
        "Oui. Depuis « Modifier la fiche-action », téléchargez-la au format Word, remplissez-la dans Word ou LibreOffice, puis renvoyez-la : vous choisissez, champ par champ, ce que vous reprenez.",
    ),
    (
        "À quoi sert le récépissé ?",
        "Il porte une empreinte calculée sur toute la fiche déposée. Avec le fichier de la fiche, chacun peut vérifier qu’elle est bien celle qui a été reçue, et si une version plus récente l’a remplacée.",
    ),
    (
        "Quand et comment saurai-je si mon projet est retenu ?",
        "Toutes les décisions d’un appel sont publiées le même jour. La vôtre s’affiche sur la page de votre fiche, avec son motif et les messages de l’évaluation.",
    ),
];
pub const HELP_REVIEW_ANSWERS: [(&str, &str); 3] = [
    (
        "Où sont les fiches que je dois évaluer ?",
        "Dans « À faire » et dans « Évaluations ». La note va de 0 à 5 sur chaque critère ; un commentaire est possible partout.",
    ),
    (
        "Pourquoi ne puis-je pas évaluer une fiche ?",
        "Si votre institution porte, finance ou accompagne le projet, vous êtes en conflit d’intérêts : la fiche ne vous est pas confiée, et le procès-verbal le mentionne.",
    ),
    (
        "Qui voit mes notes ?",
        "Personne avant que vous ayez rendu votre évaluation. Le porteur du projet ne lit que le message qui lui est destiné, après la publication des décisions.",
    ),
];
pub const HELP_ACCOUNT_ANSWERS: [(&str, &str); 3] = [
    (
        "Combien de temps dure ma session ?",
        "Elle se prolonge tant que vous utilisez le site. Si elle expire pendant que vous écrivez, l’application vous demande votre mot de passe sans quitter la page.",
    ),
    (
        "J’ai oublié de me déconnecter ailleurs. Que faire ?",
        "Dans « Mon compte », la liste des sessions montre où votre compte est ouvert : vous pouvez fermer chacune d’elles.",
    ),
    (
        "J’ai oublié mon mot de passe.",
        "Écrivez au contact de la Cité éducative, depuis l’adresse de votre compte.",
    ),
];
