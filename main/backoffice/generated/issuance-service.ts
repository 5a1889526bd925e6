// Generated from docs/openapi/issuance-service.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/v1/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask whether the holder of a genuine civil ID may collect, and by what second factor.
         * @description Sent after the card's chip proved to be genuine. A collection lives for thirty minutes. Nothing about orders is
         *     told before the second factor was given.
         */
        post: operations["beginCollection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collectionId}/code-attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give the collection code.
         * @description Three wrong codes in a row lock the person out for machines, whichever collection they were given in, until an
         *     office unlocks them. A repeated `Idempotency-Key` is one attempt.
         */
        post: operations["verifyCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collectionId}/pin-proofs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell that the card proved its holder by its PIN.
         * @description Only in a collection that was begun with `chip-pin`. The PIN itself went to the card and nowhere else: the kiosk
         *     has verified a signature of the key that the PIN opens (PIV 9A), over a fresh challenge, and its certificate,
         *     which is of the same civil ID number as the tap.
         */
        post: operations["reportPin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collectionId}/phone-answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask what the holder has answered on the phone.
         * @description Only in a collection that was begun with `mobile-id`: the service has asked the holder's phone through the national
         *     app when it began. A kiosk asks about every two seconds while the answer is `waiting`, and no longer than
         *     `waitAtMost_s`; after that the service answers `timed-out` and takes no late approval.
         */
        get: operations["phoneAnswer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collectionId}/code-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the code to the holder's phone again.
         * @description At most once a minute for each person; sooner, the answer says how long to wait.
         */
        post: operations["requestCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collectionId}/orders/{orderId}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All that the document says, for an order that is ready.
         * @description Asked before the claim, so that a card can be drawn while its holder still reads the screen, and that a booklet
         *     can be held against it before it is handed over. Refused until the collection's code was accepted, and for
         *     anything but a ready order that this person may collect.
         */
        get: operations["documentData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/issuances/{issuanceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Claim an order for one issuance.
         * @description Idempotent by issuance id: repeated with the same body it gives the same answer and a claim is never granted
         *     twice; with another body it is refused (`idempotency-key-reused`). A granted claim that lapsed and was given
         *     away meanwhile is answered `refused`, `in-progress-elsewhere`.
         *
         *     A kiosk has one claim on an order at a time: a new issuance of the same kiosk replaces its own claim as long as
         *     no medium is bound to that.
         */
        put: operations["claim"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/issuances/{issuanceId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell one event of an issuance.
         * @description Delivered at least once, in order; `Idempotency-Key` is the entry id. A repeated entry is answered `duplicate`.
         *     An ordinal that leaves a gap is refused with 409 and code `gap`; the kiosk delivers the missing one first.
         *
         *     Lawful order: `medium-bound`, `personalised`, `verified`, `presented`, then one end. A passport comes ready made:
         *     its `verified` may follow `medium-bound` directly, and so may `retained`. `released` ends an issuance that never bound a medium. `spoiled` ends one at any time after `medium-bound`; `issued` and `retained` may
         *     follow `verified` directly, when a kiosk lost its power while presenting. `unresolved` ends one at any time.
         *     Anything else is refused with `impossible-event`, anything after an end with `already-ended`.
         */
        post: operations["report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/issuances/{issuanceId}/chip-script": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the commands that write the chip of a licence.
         * @description For a licence whose data say `chip: true`, and only for an issuance that this kiosk has claimed and that has not
         *     ended. What is written was signed by the service; where the chip has a secure channel the commands come wrapped
         *     for it, and the kiosk sends them as they are. Keys and codes in them are good for one blank. A kiosk keeps the
         *     script in memory until its card is done and nowhere else: it is never stored, journalled or logged. Repeated, it
         *     is made anew.
         *
         *     The kiosk runs `write`, reads the chip back and judges it: signed by a trusted authority, what the order says, and
         *     each data group, the portrait among them, with the digest that stands here. Then it runs `lock`. `proof` is run on the finished card,
         *     after the chip was without power: with the answers that it expects the chip takes no change any more.
         */
        post: operations["chipScript"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vault-loadings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell that a booklet was put into a slot, and learn which order it is for.
         * @description The booklet is known by the document number in its machine-readable zone. What the order's `vault` said before is
         *     replaced, and so is what was said to lie in that slot. A refused booklet is not bound: it is to be taken out.
         */
        post: operations["recordVaultLoading"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vault-unloadings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell that a person took a booklet out of a slot.
         * @description Sent once the technician has counted and signed for it. The order has no `vault` afterwards and nobody may collect
         *     it at this kiosk. `not-there` when the service did not take the booklet to lie in this kiosk's vault: nothing is
         *     changed, for another kiosk may have taken it in meanwhile.
         */
        post: operations["recordVaultUnloading"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vaults/{kioskId}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which orders the service takes to lie in a kiosk's vault, not collected yet.
         * @description Held against what the kiosk's books have. `to-return`: nobody may collect it any more, after the time that the
         *     issuer waits or for another reason; a technician takes it out.
         */
        get: operations["vaultOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reachability and the service's clock. */
        get: operations["heartbeat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An id that its maker chose; compared as it is. */
        Identifier: string;
        /** @description Id of a kiosk. */
        KioskIdentifier: string;
        /**
         * Format: date
         * @description Calendar date `YYYY-MM-DD` that really exists.
         */
        IsoDate: string;
        /** @description Short, for people; read over the phone. */
        Reference: string;
        /** @description Who stands at the kiosk. */
        CollectionRequest: {
            /** @description Civil ID number from the card's certificate, twelve digits. */
            civilId: string;
            /**
             * @description What this kiosk can ask for; left out by kiosks that know of the collection code only. The service never
             *     answers with another one.
             */
            secondFactors?: components["schemas"]["SecondFactorKind"][];
        };
        /**
         * @description How a person shows that the card is theirs.
         * @enum {string}
         */
        SecondFactorKind: "collection-code" | "chip-pin" | "mobile-id";
        /** @description How a collection begins. */
        CollectionStart: {
            /**
             * @description There is something to collect.
             * @constant
             */
            outcome: "second-factor";
            /** @description Names this visit in all that follows. */
            collectionId: string;
            /**
             * @description Six digits by text message.
             * @constant
             */
            kind: "collection-code";
            /** @description Last digits of the phone number, so that the person knows which phone. */
            phoneEnding: string;
            /** @description Wrong codes until the lock, this one included. */
            triesLeft: number;
        } | {
            /**
             * @description There is something to collect.
             * @constant
             */
            outcome: "second-factor";
            /** @description Names this visit in all that follows. */
            collectionId: string;
            /**
             * @description The card verifies it.
             * @constant
             */
            kind: "chip-pin";
        } | {
            /**
             * @description There is something to collect.
             * @constant
             */
            outcome: "second-factor";
            /** @description Names this visit in all that follows. */
            collectionId: string;
            /**
             * @description The phone has been asked.
             * @constant
             */
            kind: "mobile-id";
            /** @description Last digits of the phone number, so that the person knows which phone. */
            phoneEnding: string;
            /** @description Seconds until the request on the phone is withdrawn. */
            waitAtMost_s: number;
        } | {
            /**
             * @description Nothing to collect.
             * @constant
             */
            outcome: "nothing-to-collect";
        } | {
            /**
             * @description Locked.
             * @constant
             */
            outcome: "locked";
            reference: components["schemas"]["Reference"];
        };
        /** @description A code as typed. */
        CodeAttempt: {
            /** @description Six digits. */
            code: string;
        };
        /** @description Right; here are the holder's name and orders. */
        Accepted: {
            /**
             * @description The person is the holder.
             * @constant
             */
            outcome: "accepted";
            holder: components["schemas"]["BilingualName"];
            /** @description Every open order that this person may collect, also those not ready. */
            orders: components["schemas"]["Order"][];
        };
        /** @description Locked for machines. */
        Locked: {
            /**
             * @description Locked now.
             * @constant
             */
            outcome: "locked";
            reference: components["schemas"]["Reference"];
        };
        /** @description What a proof of the holder opened. */
        ProofVerdict: components["schemas"]["Accepted"] | components["schemas"]["Locked"];
        /** @description What the holder has answered on the phone. */
        PhoneAnswer: components["schemas"]["Accepted"] | components["schemas"]["Locked"] | {
            /**
             * @description Why there are no orders.
             * @enum {unknown}
             */
            outcome: "waiting" | "declined" | "timed-out";
        };
        /** @description What the code was worth. */
        CodeVerdict: components["schemas"]["Accepted"] | {
            /**
             * @description The code is wrong.
             * @constant
             */
            outcome: "wrong";
            /** @description How many wrong codes are left until the lock. */
            triesLeft: number;
        } | components["schemas"]["Locked"];
        /** @description Whether a text message goes out. */
        CodeRequestVerdict: {
            /**
             * @description Sent.
             * @constant
             */
            outcome: "sent";
        } | {
            /**
             * @description Too soon.
             * @constant
             */
            outcome: "too-soon";
            /** @description Seconds to wait. */
            retryAfter_s: number;
        };
        /** @description A document that was applied and paid for. */
        Order: {
            /** @description The service's id of the order. */
            orderId: string;
            /** @description Short, for people. */
            reference: string;
            /**
             * @description What is made.
             * @enum {unknown}
             */
            documentType: "driving-licence" | "passport";
            /**
             * @description Why it is made.
             * @enum {unknown}
             */
            reason: "renewal" | "lost-replacement" | "damaged-replacement" | "first-issue";
            name: components["schemas"]["BilingualName"];
            status: components["schemas"]["OrderStatus"];
            fee: components["schemas"]["Fee"];
            /**
             * @description By what right this person collects it; the holder's own when it is not said. A kiosk makes or hands over
             *     somebody else's document only when the service says so here.
             * @enum {unknown}
             */
            collectAs?: "holder" | "guardian";
            /** @description Where its booklet lies. Not said of documents that are printed, and of booklets in no vault. */
            vault?: {
                kioskId: components["schemas"]["KioskIdentifier"];
                /** @description The kiosk's place, as people call it. */
                where: string;
            };
        };
        /** @description What the order cost. */
        Fee: {
            /** @description Decimal with three places. */
            amount: string;
            /** @description ISO 4217 code. */
            currency: string;
            /** @description A kiosk takes no money. */
            paid: boolean;
        };
        /** @description Whether the order can be collected now. */
        OrderStatus: {
            /**
             * @description Ready.
             * @constant
             */
            state: "ready";
        } | {
            /**
             * @description Not yet.
             * @constant
             */
            state: "not-yet";
            expectedOn?: components["schemas"]["IsoDate"];
        } | {
            /**
             * @description Held.
             * @constant
             */
            state: "held";
            reason: components["schemas"]["HoldReason"];
        } | {
            /**
             * @description In progress.
             * @constant
             */
            state: "in-progress";
            /** @description The kiosk's place, as people call it. */
            where?: string;
        } | {
            /**
             * @description Expired.
             * @constant
             */
            state: "expired";
            expiredOn: components["schemas"]["IsoDate"];
        } | {
            /**
             * @description Frozen.
             * @constant
             */
            state: "frozen";
            /**
             * @description What froze it.
             * @enum {unknown}
             */
            reason: "unresolved" | "retained" | "locked";
        };
        /**
         * @description Why an order cannot be collected now; the kiosk has the words in every language. A kiosk reads a reason that it
         *     does not know as `other`.
         * @enum {unknown}
         */
        HoldReason: "unpaid-fines" | "visit-office" | "security-review" | "second-parent-signature" | "minor-needs-guardian" | "medical-test" | "photo-rejected" | "other";
        /** @description Trimmed, NFC, without control and bidirectional control characters. */
        PersonName: string;
        /** @description A name in one script. */
        HolderName: {
            surname: components["schemas"]["PersonName"];
            otherNames: components["schemas"]["PersonName"];
        };
        /** @description A name in Arabic and in Latin letters. */
        BilingualName: {
            ar: components["schemas"]["HolderName"];
            en: components["schemas"]["HolderName"];
        };
        /** @description What a document says, by its type. */
        DocumentData: components["schemas"]["LicenceData"] | components["schemas"]["PassportData"];
        /** @description What a ready passport says of itself; its chip and its machine-readable zone are held against it. */
        PassportData: {
            /**
             * @description Which data these are. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            documentType: "passport";
            name: components["schemas"]["BilingualName"];
            birthDate: components["schemas"]["IsoDate"];
            /**
             * @description As the passport has it; `X` when it is not said.
             * @enum {unknown}
             */
            sex: "M" | "F" | "X";
            issueDate: components["schemas"]["IsoDate"];
            expiryDate: components["schemas"]["IsoDate"];
            /** @description Whose passport it is; a child's own number when a guardian collects it. */
            civilId: string;
            passportNumber: components["schemas"]["DocumentNumber"];
            /** @description ICAO 9303 code of three letters. */
            nationality: string;
            /** @description ICAO 9303 code of three letters. */
            issuingState: string;
            /**
             * Format: byte
             * @description PNG or JPEG file, Base64, for the screen on which the person confirms.
             */
            portrait: string;
        };
        /** @description As in the machine-readable zone, without filler. */
        DocumentNumber: string;
        /** @description Who writes the chip, and how. */
        ChipScriptRequest: {
            kioskId: components["schemas"]["KioskIdentifier"];
            /**
             * @description How its encoder reaches the chip.
             * @enum {unknown}
             */
            reader: "contact" | "contactless";
        };
        /** @description The commands for one chip, in the order in which they are sent. */
        ChipScript: {
            write: components["schemas"]["ChipCommands"];
            lock: components["schemas"]["ChipCommands"];
            proof: components["schemas"]["ChipCommands"];
            /** @description Of every data group that the chip holds afterwards; commands that come wrapped do not show it. */
            digests: {
                /** @description Its number. */
                group: number;
                /** @description Hexadecimal. */
                sha256: string;
            }[];
        };
        /** @description Sent one after another; the first answer that is not expected ends them. */
        ChipCommands: {
            /** @description Hexadecimal. */
            apdu: string;
            /** @description Hexadecimal. */
            expect: string;
        }[];
        /** @description Which booklet lies where. */
        VaultLoading: {
            kioskId: components["schemas"]["KioskIdentifier"];
            slot: components["schemas"]["VaultSlot"];
            documentNumber: components["schemas"]["DocumentNumber"];
        };
        /** @description Numbered from 1. */
        VaultSlot: number;
        /** @description Which order a booklet is for. */
        LoadingVerdict: {
            /**
             * @description Bound.
             * @constant
             */
            outcome: "bound";
            orderId: components["schemas"]["Identifier"];
            reference: components["schemas"]["Reference"];
        } | {
            /**
             * @description Refused.
             * @constant
             */
            outcome: "refused";
            /**
             * @description Why. `in-progress` when a kiosk has the order in hand right now.
             * @enum {unknown}
             */
            reason: "unknown-document" | "already-issued" | "frozen" | "expired" | "in-progress";
        };
        /** @description Orders whose booklets lie in one vault, by slot. */
        VaultContents: {
            /** @description At most one for a slot. */
            orders: {
                slot: components["schemas"]["VaultSlot"];
                orderId: components["schemas"]["Identifier"];
                reference: components["schemas"]["Reference"];
                documentNumber: components["schemas"]["DocumentNumber"];
                /**
                 * @description Whether it is still to be collected.
                 * @enum {unknown}
                 */
                standing: "waiting" | "to-return";
            }[];
        };
        /** @description Which order's booklet was taken out. */
        VaultUnloading: {
            kioskId: components["schemas"]["KioskIdentifier"];
            orderId: components["schemas"]["Identifier"];
        };
        /** @description Whether the booklet was taken to lie there. */
        UnloadingVerdict: {
            /**
             * @description What the service had.
             * @enum {unknown}
             */
            outcome: "removed" | "not-there";
        };
        /** @description Everything that is printed on a driving licence; numbers are those of ISO/IEC 18013-1. */
        LicenceData: {
            /**
             * @description Which data these are. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            documentType: "driving-licence";
            name: components["schemas"]["BilingualName"];
            birthDate: components["schemas"]["IsoDate"];
            /** @description Place of birth (3). */
            birthPlace: {
                ar: components["schemas"]["PersonName"];
                en: components["schemas"]["PersonName"];
            };
            issueDate: components["schemas"]["IsoDate"];
            expiryDate: components["schemas"]["IsoDate"];
            /** @description Issuing authority (4c). */
            authority: string;
            /** @description Administrative number (4d); the kiosk makes the document for nobody else. */
            civilId: string;
            /** @description Licence number (5). */
            licenceNumber: string;
            /** @description ICAO 9303 code of three letters. */
            nationality: string;
            /**
             * Format: byte
             * @description PNG or JPEG file (6), Base64.
             */
            portrait: string;
            /**
             * Format: byte
             * @description PNG file (7), black on transparent, Base64.
             */
            signature?: string;
            /** @description Categories of vehicle (9). */
            categories: components["schemas"]["LicenceCategory"][];
            /** @description Stock number as it is to be printed. */
            inventoryText: string;
            /** @description Whether its chip is to be written (`chipScript`), by a kiosk that can. Left out is no. */
            chip?: boolean;
        };
        /** @description One category and its conditions. */
        LicenceCategory: {
            /**
             * @description ISO/IEC 18013-1 annex A (9).
             * @enum {unknown}
             */
            category: "A1" | "A" | "B" | "C1" | "C" | "D" | "BE" | "CE";
            firstIssued: components["schemas"]["IsoDate"];
            validUntil: components["schemas"]["IsoDate"];
            /** @description Codes of conditions (12). */
            restrictions: string[];
        };
        /** @description Which order, for whom, by which kiosk. */
        ClaimRequest: {
            orderId: components["schemas"]["Identifier"];
            collectionId: components["schemas"]["Identifier"];
            kioskId: components["schemas"]["KioskIdentifier"];
        };
        /** @description Whether this issuance has the order. */
        ClaimVerdict: {
            /**
             * @description The order is yours.
             * @constant
             */
            outcome: "granted";
            /** @description By the service's clock, milliseconds since 1970; a medium must be bound by then. */
            startBefore_ms: number;
            /** @description The same as a span from now, for a kiosk whose clock is off. */
            startWithin_ms?: number;
            /** @description The issuance that has the order. A kiosk takes no grant that names another one. */
            issuanceId?: string;
            /** @description The order that it has. A kiosk takes no grant that names another one. */
            orderId?: string;
        } | {
            /**
             * @description Refused.
             * @constant
             */
            outcome: "refused";
            /**
             * @description Why.
             * @enum {unknown}
             */
            reason: "in-progress-elsewhere" | "already-issued" | "held" | "not-ready" | "frozen";
            /** @description The other kiosk's place, as people call it; with `not-ready`, where the booklet lies. */
            where?: string;
        };
        /** @description One thing that happened. Never holds personal data. */
        IssuanceEvent: {
            /** @description Id of the kiosk's journal entry. */
            entryId: string;
            /** @description The same as in the path. */
            issuanceId: string;
            /** @description 1, 2, 3 ... for each issuance. */
            ordinal: number;
            /**
             * @description What happened.
             * @enum {unknown}
             */
            kind: "medium-bound" | "personalised" | "verified" | "presented" | "issued" | "spoiled" | "retained" | "unresolved" | "released";
            /** @description When, by the kiosk's clock, milliseconds since 1970. */
            at_ms: number;
            kioskId: components["schemas"]["KioskIdentifier"];
            /** @description A code that explains, e.g. `presumed-taken-at-power-loss` or a device error. */
            note?: string;
        };
        /** @description That the event is safe with the service. */
        EventReceipt: {
            /**
             * @description `duplicate` when the entry was known already.
             * @enum {unknown}
             */
            outcome: "recorded" | "duplicate";
            /**
             * @description `lapsed` when the order was given away before a medium was bound: do not present the document.
             * @enum {unknown}
             */
            standing: "held" | "lapsed";
        };
        /** @description The service lives. */
        Heartbeat: {
            /** @description The service's clock, milliseconds since 1970. */
            time_ms: number;
        };
        /** @description Problem document after RFC 9457. */
        Problem: {
            /**
             * Format: uri-reference
             * @description Names the kind of problem.
             */
            type: string;
            /** @description The kind of problem in words. */
            title: string;
            /** @description The HTTP status again. */
            status: number;
            /** @description This occurrence in words, without personal data. */
            detail?: string;
            /**
             * @description For programs.
             * @enum {unknown}
             */
            code: "invalid-request" | "not-found" | "unknown-kiosk" | "unknown-collection" | "unknown-order" | "unknown-issuance" | "code-not-accepted" | "other-second-factor" | "locked" | "not-ready" | "no-document-data" | "idempotency-key-reused" | "gap" | "impossible-event" | "already-ended" | "not-claimed-here" | "no-chip" | "internal";
        };
    };
    responses: {
        /** @description The request was refused or failed; nothing was changed unless the status is 5xx. */
        Problem: {
            headers: {
                "Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description The kiosk that asks; `site.machineId` of its configuration.
         * @example KW-AVN-03
         */
        KioskId: components["schemas"]["KioskIdentifier"];
        /**
         * @description New for each request, also for a repeated one; returned with the answer.
         * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
         */
        RequestId: components["schemas"]["Identifier"];
        /**
         * @description The same for each repetition of one request.
         * @example 019abe3a-5c01-7d90-b0aa-1f7c2b0e4d02
         */
        IdempotencyKey: components["schemas"]["Identifier"];
        /**
         * @description As answered by `beginCollection`.
         * @example 019abe3a-5c00-7c3e-9d55-0d8a8f2f1a01
         */
        CollectionId: components["schemas"]["Identifier"];
        /**
         * @description UUID version 7, made by the kiosk.
         * @example 019abe3a-9a00-7b44-b1f3-2f6f1e7a9c10
         */
        IssuanceId: components["schemas"]["Identifier"];
    };
    requestBodies: never;
    headers: {
        /** @description The request's `Request-Id`. */
        RequestId: components["schemas"]["Identifier"];
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    beginCollection: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The kiosk that asks; `site.machineId` of its configuration.
                 * @example KW-AVN-03
                 */
                "Kiosk-Id": components["parameters"]["KioskId"];
                /**
                 * @description New for each request, also for a repeated one; returned with the answer.
                 * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
                 */
                "Request-Id": components["parameters"]["RequestId"];
                /**
                 * @description The same for each repetition of one request.
                 * @example 019abe3a-5c01-7d90-b0aa-1f7c2b0e4d02
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CollectionRequest"];
            };
        };
        responses: {
            /** @description Whether and how this person goes on. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectionStart"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    verifyCode: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The kiosk that asks; `site.machineId` of its configuration.
                 * @example KW-AVN-03
                 */
                "Kiosk-Id": components["parameters"]["KioskId"];
                /**
                 * @description New for each request, also for a repeated one; returned with the answer.
                 * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
                 */
                "Request-Id": components["parameters"]["RequestId"];
                /**
                 * @description The same for each repetition of one request.
                 * @example 019abe3a-5c01-7d90-b0aa-1f7c2b0e4d02
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description As answered by `beginCollection`.
                 * @example 019abe3a-5c00-7c3e-9d55-0d8a8f2f1a01
                 */
                collectionId: components["parameters"]["CollectionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeAttempt"];
            };
        };
        responses: {
            /** @description Whether the code is right; if so, the orders. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeVerdict"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    reportPin: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The kiosk that asks; `site.machineId` of its configuration.
                 * @example KW-AVN-03
                 */
                "Kiosk-Id": components["parameters"]["KioskId"];
                /**
                 * @description New for each request, also for a repeated one; returned with the answer.
                 * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
                 */
                "Request-Id": components["parameters"]["RequestId"];
                /**
                 * @description The same for each repetition of one request.
                 * @example 019abe3a-5c01-7d90-b0aa-1f7c2b0e4d02
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description As answered by `beginCollection`.
                 * @example 019abe3a-5c00-7c3e-9d55-0d8a8f2f1a01
                 */
                collectionId: components["parameters"]["CollectionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The orders, or that the person is locked out meanwhile. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofVerdict"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    phoneAnswer: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The kiosk that asks; `site.machineId` of its configuration.
                 * @example KW-AVN-03
                 */
                "Kiosk-Id": components["parameters"]["KioskId"];
                /**
                 * @description New for each request, also for a repeated one; returned with the answer.
                 * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
                 */
                "Request-Id": components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description As answered by `beginCollection`.
                 * @example 019abe3a-5c00-7c3e-9d55-0d8a8f2f1a01
                 */
                collectionId: components["parameters"]["CollectionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The orders, or that there is no approval, or not yet. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneAnswer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    requestCode: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The kiosk that asks; `site.machineId` of its configuration.
                 * @example KW-AVN-03
                 */
                "Kiosk-Id": components["parameters"]["KioskId"];
                /**
                 * @description New for each request, also for a repeated one; returned with the answer.
                 * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
                 */
                "Request-Id": components["parameters"]["RequestId"];
                /**
                 * @description The same for each repetition of one request.
                 * @example 019abe3a-5c01-7d90-b0aa-1f7c2b0e4d02
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description As answered by `beginCollection`.
                 * @example 019abe3a-5c00-7c3e-9d55-0d8a8f2f1a01
                 */
                collectionId: components["parameters"]["CollectionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sent, or too soon. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeRequestVerdict"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    documentData: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The kiosk that asks; `site.machineId` of its configuration.
                 * @example KW-AVN-03
                 */
                "Kiosk-Id": components["parameters"]["KioskId"];
                /**
                 * @description New for each request, also for a repeated one; returned with the answer.
                 * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
                 */
                "Request-Id": components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description As answered by `beginCollection`.
                 * @example 019abe3a-5c00-7c3e-9d55-0d8a8f2f1a01
                 */
                collectionId: components["parameters"]["CollectionId"];
                /**
                 * @description As listed with the accepted code.
                 * @example ord-noura-licence
                 */
                orderId: components["schemas"]["Identifier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document's data, with portrait and, on a licence, signature. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentData"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    claim: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The kiosk that asks; `site.machineId` of its configuration.
                 * @example KW-AVN-03
                 */
                "Kiosk-Id": components["parameters"]["KioskId"];
                /**
                 * @description New for each request, also for a repeated one; returned with the answer.
                 * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
                 */
                "Request-Id": components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description UUID version 7, made by the kiosk.
                 * @example 019abe3a-9a00-7b44-b1f3-2f6f1e7a9c10
                 */
                issuanceId: components["parameters"]["IssuanceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimRequest"];
            };
        };
        responses: {
            /** @description Granted, or refused with the reason. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimVerdict"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    report: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The kiosk that asks; `site.machineId` of its configuration.
                 * @example KW-AVN-03
                 */
                "Kiosk-Id": components["parameters"]["KioskId"];
                /**
                 * @description New for each request, also for a repeated one; returned with the answer.
                 * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
                 */
                "Request-Id": components["parameters"]["RequestId"];
                /**
                 * @description The same for each repetition of one request.
                 * @example 019abe3a-5c01-7d90-b0aa-1f7c2b0e4d02
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description UUID version 7, made by the kiosk.
                 * @example 019abe3a-9a00-7b44-b1f3-2f6f1e7a9c10
                 */
                issuanceId: components["parameters"]["IssuanceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssuanceEvent"];
            };
        };
        responses: {
            /** @description Recorded, now or before. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventReceipt"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    chipScript: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The kiosk that asks; `site.machineId` of its configuration.
                 * @example KW-AVN-03
                 */
                "Kiosk-Id": components["parameters"]["KioskId"];
                /**
                 * @description New for each request, also for a repeated one; returned with the answer.
                 * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
                 */
                "Request-Id": components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description UUID version 7, made by the kiosk.
                 * @example 019abe3a-9a00-7b44-b1f3-2f6f1e7a9c10
                 */
                issuanceId: components["parameters"]["IssuanceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChipScriptRequest"];
            };
        };
        responses: {
            /** @description The script. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChipScript"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recordVaultLoading: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The kiosk that asks; `site.machineId` of its configuration.
                 * @example KW-AVN-03
                 */
                "Kiosk-Id": components["parameters"]["KioskId"];
                /**
                 * @description New for each request, also for a repeated one; returned with the answer.
                 * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
                 */
                "Request-Id": components["parameters"]["RequestId"];
                /**
                 * @description The same for each repetition of one request.
                 * @example 019abe3a-5c01-7d90-b0aa-1f7c2b0e4d02
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VaultLoading"];
            };
        };
        responses: {
            /** @description Bound to an order, or refused with the reason. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoadingVerdict"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recordVaultUnloading: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The kiosk that asks; `site.machineId` of its configuration.
                 * @example KW-AVN-03
                 */
                "Kiosk-Id": components["parameters"]["KioskId"];
                /**
                 * @description New for each request, also for a repeated one; returned with the answer.
                 * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
                 */
                "Request-Id": components["parameters"]["RequestId"];
                /**
                 * @description The same for each repetition of one request.
                 * @example 019abe3a-5c01-7d90-b0aa-1f7c2b0e4d02
                 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VaultUnloading"];
            };
        };
        responses: {
            /** @description Whether it was taken to lie there. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnloadingVerdict"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    vaultOrders: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The kiosk that asks; `site.machineId` of its configuration.
                 * @example KW-AVN-03
                 */
                "Kiosk-Id": components["parameters"]["KioskId"];
                /**
                 * @description New for each request, also for a repeated one; returned with the answer.
                 * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
                 */
                "Request-Id": components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description Whose vault.
                 * @example KW-AVN-03
                 */
                kioskId: components["schemas"]["KioskIdentifier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By slot. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VaultContents"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    heartbeat: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The kiosk that asks; `site.machineId` of its configuration.
                 * @example KW-AVN-03
                 */
                "Kiosk-Id": components["parameters"]["KioskId"];
                /**
                 * @description New for each request, also for a repeated one; returned with the answer.
                 * @example 019abe3a-5bff-7f0a-8d21-6c0a7e55aa01
                 */
                "Request-Id": components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The service is up. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Heartbeat"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
