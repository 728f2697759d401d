/**
 * Who gets what: the status of every route and method for each caller.
 *
 * - anonymous: nobody; user: somebody else's session; owner: the owner's session; foreign: a token of another user with every scope;
 *   scopeless: the owner's token without the scope that the route needs; revoked: a token of the owner that was revoked; admin: an admin's session.
 * - public, private, unpublished, deleted: what kind of photo, or sequence, the path is about. A deleted one waits to be removed.
 * - The tag is the `user`'s, on the owner's photo. The import is the owner's, and complete.
 *
 * Callers ask one after the other, from left to right, in a scene of their row's own.
 */
export const TABLE = `
method path                                       subject      anonymous user owner foreign scopeless revoked admin

GET    /api/v1/photos                             -            200       200  200   200     403       401     200
GET    /api/v1/photos/facets                      -            200       200  200   200     403       401     200
GET    /api/v1/photos/{photoId}                   public       200       200  200   200     403       401     200
GET    /api/v1/photos/{photoId}                   private      404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}                   unpublished  404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}                   deleted      404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/image             public       200       200  200   200     403       401     200
GET    /api/v1/photos/{photoId}/image             private      404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/image             unpublished  404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/image             deleted      404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/image?size=original public     401       403  200   403     403       401     403
GET    /api/v1/photos/{photoId}/image?size=original private    404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/nearby            public       200       200  200   200     403       401     200
GET    /api/v1/photos/{photoId}/nearby            private      404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/nearby            unpublished  404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/nearby            deleted      404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/neighbours        public       200       200  200   200     403       401     200
GET    /api/v1/photos/{photoId}/neighbours        private      404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/neighbours        unpublished  404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/neighbours        deleted      404       404  200   404     403       401     404

GET    /api/v1/photos/{photoId}/viewpoint         public       401       200  200   200     403       401     200
GET    /api/v1/photos/{photoId}/viewpoint         private      401       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/viewpoint         unpublished  401       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/viewpoint         deleted      401       404  200   404     403       401     404
PUT    /api/v1/photos/{photoId}/viewpoint         public       401       200  403   200     403       401     200
PUT    /api/v1/photos/{photoId}/viewpoint         private      401       404  403   404     403       401     404
PUT    /api/v1/photos/{photoId}/viewpoint         unpublished  401       404  403   404     403       401     404
PUT    /api/v1/photos/{photoId}/viewpoint         deleted      401       404  403   404     403       401     404
DELETE /api/v1/photos/{photoId}/viewpoint         public       401       200  403   200     403       401     200
DELETE /api/v1/photos/{photoId}/viewpoint         private      401       404  403   404     403       401     404
DELETE /api/v1/photos/{photoId}/viewpoint         unpublished  401       404  403   404     403       401     404
DELETE /api/v1/photos/{photoId}/viewpoint         deleted      401       404  403   404     403       401     404

GET    /api/v1/viewpoints                         -            200       200  200   200     403       401     200
GET    /api/v1/leaderboard                        -            200       200  200   200     403       401     200

GET    /api/v1/photos/{photoId}/tags              public       200       200  200   200     403       401     200
GET    /api/v1/photos/{photoId}/tags              private      404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/tags              unpublished  404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/tags              deleted      404       404  200   404     403       401     404
GET    /api/v1/photos/{photoId}/tags?state=removed public      401       200  200   200     403       401     200
POST   /api/v1/photos/{photoId}/tags              public       401       201  201   201     403       401     201
POST   /api/v1/photos/{photoId}/tags              private      401       404  201   404     403       401     404
POST   /api/v1/photos/{photoId}/tags              unpublished  401       404  201   404     403       401     404
POST   /api/v1/photos/{photoId}/tags              deleted      401       404  201   404     403       401     404
GET    /api/v1/tags/{tagId}                       public       200       200  200   200     403       401     200
GET    /api/v1/tags/{tagId}                       private      404       404  200   404     403       401     404
GET    /api/v1/tags/{tagId}                       unpublished  404       404  200   404     403       401     404
GET    /api/v1/tags/{tagId}                       deleted      404       404  200   404     403       401     404
PATCH  /api/v1/tags/{tagId}                       public       401       200  403   403     403       401     403
PATCH  /api/v1/tags/{tagId}                       private      401       404  403   404     403       401     404
PATCH  /api/v1/tags/{tagId}                       unpublished  401       404  403   404     403       401     404
PATCH  /api/v1/tags/{tagId}                       deleted      401       404  403   404     403       401     404
DELETE /api/v1/tags/{tagId}                       public       401       200  200   403     403       401     200
DELETE /api/v1/tags/{tagId}                       private      401       404  200   404     403       401     404
DELETE /api/v1/tags/{tagId}                       unpublished  401       404  200   404     403       401     404
DELETE /api/v1/tags/{tagId}                       deleted      401       404  200   404     403       401     404
GET    /api/v1/tags/{tagId}/history               public       401       200  200   403     403       401     200
GET    /api/v1/tags/{tagId}/history               private      401       404  200   404     403       401     404
GET    /api/v1/tags/{tagId}/history               unpublished  401       404  200   404     403       401     404
GET    /api/v1/tags/{tagId}/history               deleted      401       404  200   404     403       401     404
POST   /api/v1/tags/{tagId}/restore               public       401       200  200   403     403       401     200
POST   /api/v1/tags/{tagId}/restore               private      401       404  200   404     403       401     404
POST   /api/v1/tags/{tagId}/restore               unpublished  401       404  200   404     403       401     404
POST   /api/v1/tags/{tagId}/restore               deleted      401       404  200   404     403       401     404
GET    /api/v1/tag-types                          -            200       200  200   200     403       401     200
POST   /api/v1/tag-types                          -            401       201  201   201     403       401     201
PATCH  /api/v1/tag-types/{value}                  -            401       403  403   403     403       401     200

GET    /api/v1/sequences                          -            200       200  200   200     403       401     200
POST   /api/v1/sequences                          public       401       403  200   403     403       401     403
POST   /api/v1/sequences                          private      401       403  200   403     403       401     403
POST   /api/v1/sequences                          unpublished  401       403  200   403     403       401     403
POST   /api/v1/sequences                          deleted      401       403  409   403     403       401     403
GET    /api/v1/sequences/{sequenceId}             public       200       200  200   200     403       401     200
GET    /api/v1/sequences/{sequenceId}             private      404       404  200   404     403       401     404
GET    /api/v1/sequences/{sequenceId}             unpublished  404       404  200   404     403       401     404
GET    /api/v1/sequences/{sequenceId}             deleted      404       404  200   404     403       401     404
DELETE /api/v1/sequences/{sequenceId}             public       401       404  202   404     403       401     404
DELETE /api/v1/sequences/{sequenceId}             private      401       404  202   404     403       401     404
DELETE /api/v1/sequences/{sequenceId}             unpublished  401       404  202   404     403       401     404
DELETE /api/v1/sequences/{sequenceId}             deleted      401       404  202   404     403       401     404
GET    /api/v1/sequences/{sequenceId}/photos      public       200       200  200   200     403       401     200
GET    /api/v1/sequences/{sequenceId}/photos      private      404       404  200   404     403       401     404
GET    /api/v1/sequences/{sequenceId}/photos      unpublished  404       404  200   404     403       401     404
GET    /api/v1/sequences/{sequenceId}/photos      deleted      404       404  200   404     403       401     404
GET    /api/v1/sequences/{sequenceId}/profile     public       200       200  200   200     403       401     200
GET    /api/v1/sequences/{sequenceId}/profile     private      404       404  200   404     403       401     404
GET    /api/v1/sequences/{sequenceId}/profile     unpublished  404       404  200   404     403       401     404
GET    /api/v1/sequences/{sequenceId}/profile     deleted      404       404  200   404     403       401     404

The owner has not logged in with Mapillary here, which changes and sync need: 401 tells them to.
GET    /api/v1/sequences/{sequenceId}/changes     public       401       404  401   404     403       401     404
GET    /api/v1/sequences/{sequenceId}/changes     private      401       404  401   404     403       401     404
GET    /api/v1/sequences/{sequenceId}/changes     unpublished  401       404  401   404     403       401     404
GET    /api/v1/sequences/{sequenceId}/changes     deleted      401       404  409   404     403       401     404
POST   /api/v1/sequences/{sequenceId}/sync        public       401       404  401   404     403       401     404
POST   /api/v1/sequences/{sequenceId}/sync        private      401       404  401   404     403       401     404
POST   /api/v1/sequences/{sequenceId}/sync        unpublished  401       404  401   404     403       401     404
POST   /api/v1/sequences/{sequenceId}/sync        deleted      401       404  409   404     403       401     404

GET    /api/v1/imports                            -            401       200  200   200     403       401     200
GET    /api/v1/imports/{importId}                 -            401       404  200   404     403       401     404
GET    /api/v1/imports/{importId}/events          -            401       404  200   404     403       401     404
POST   /api/v1/imports/{importId}/cancel          -            401       404  409   404     403       401     404
POST   /api/v1/imports/{importId}/retry           -            401       404  409   404     403       401     404

GET    /api/v1/me                                 -            401       200  200   200     200       401     200
GET    /api/v1/users/{username}                   -            200       200  200   200     403       401     200

GET    /api/v1/photos/export?format=csv           -            200       200  200   200     403       401     200
GET    /api/v1/users/{username}/export?format=gpx -            200       200  200   200     403       401     200

GET    /api/stac                                  -            200       200  200   200     200       200     200
GET    /api/stac/conformance                      -            200       200  200   200     200       200     200
GET    /api/stac/search                           -            200       200  200   200     403       401     200
GET    /api/stac/collections                      -            200       200  200   200     403       401     200
GET    /api/stac/collections/{sequenceId}         public       200       200  200   200     403       401     200
GET    /api/stac/collections/{sequenceId}         private      404       404  200   404     403       401     404
GET    /api/stac/collections/{sequenceId}         unpublished  404       404  200   404     403       401     404
GET    /api/stac/collections/{sequenceId}         deleted      404       404  200   404     403       401     404
GET    /api/stac/collections/{sequenceId}/items   public       200       200  200   200     403       401     200
GET    /api/stac/collections/{sequenceId}/items   private      404       404  200   404     403       401     404
GET    /api/stac/collections/{sequenceId}/items   unpublished  404       404  200   404     403       401     404
GET    /api/stac/collections/{sequenceId}/items   deleted      404       404  200   404     403       401     404
GET    /api/stac/collections/{sequenceId}/items/{photoId} public       200       200  200   200     403       401     200
GET    /api/stac/collections/{sequenceId}/items/{photoId} private      404       404  200   404     403       401     404
GET    /api/stac/collections/{sequenceId}/items/{photoId} unpublished  404       404  200   404     403       401     404
GET    /api/stac/collections/{sequenceId}/items/{photoId} deleted      404       404  200   404     403       401     404

The Desktop Uploader's: its token alone counts. Without a form or JSON the good ones get 415.
POST   /api/v1/sequence/create                    -            401       401  401   415     415       401     401
PUT    /api/v1/sequence/import/{uniqueId}         -            401       401  401   415     415       401     401
POST   /accounts/authorize/decide                 -            403       415  415   403     403       403     415
GET    /accounts/check-mtpu-mapillary-oauth       -            302       302  302   302     302       302     302
GET    /accounts/check-mtpu-google-oauth          -            302       302  302   302     302       302     302
GET    /exchange_token                            -            302       302  302   302     302       302     302

GET    /api/v1/openapi.json                       -            200       200  200   200     200       200     200
GET    /healthz                                   -            200       200  200   200     200       200     200
GET    /readyz                                    -            200       200  200   200     200       200     200

Without definitions: for browsers and maps, where tokens mean nothing.
GET    /tiles.json                                -            200       200  200   200     200       200     200
GET    /tiles/{z}/{x}/{y}                         -            204       204  204   204     204       204     204
GET    /oembed                                    public       200       200  200   200     200       200     200
GET    /oembed                                    private      404       404  404   404     404       404     404
GET    /oembed                                    unpublished  404       404  404   404     404       404     404
GET    /oembed                                    deleted      404       404  404   404     404       404     404
GET    /embed/photos/{photoId}                    public       200       200  200   200     200       200     200
GET    /embed/photos/{photoId}                    private      404       404  404   404     404       404     404
GET    /embed/photos/{photoId}                    unpublished  404       404  404   404     404       404     404
GET    /embed/photos/{photoId}                    deleted      404       404  404   404     404       404     404
GET    /photos/{photoId}/preview.jpg              public       200       200  200   200     200       200     200
GET    /photos/{photoId}/preview.jpg              private      404       404  404   404     404       404     404
GET    /photos/{photoId}/preview.jpg              unpublished  404       404  404   404     404       404     404
GET    /photos/{photoId}/preview.jpg              deleted      404       404  404   404     404       404     404
GET    /api/places                                -            404       404  404   404     404       404     404
`
