// SPDX-License-Identifier: EUPL-1.2

extension FieldMap {
    /// The table as it ships: `path,category,comment`, one row a line.
    static let standardText = """
        path,category,comment
        # SEG-5 a field, SEG-20..35 fields, SEG-5.1.4 a part, SEG-* every field without its own row,
        # PID-3[NNNLD] a repetition that holds this type or authority, PID-13[@] an e-mail address,
        # PID-3[#] nine digits that pass the eleven test without type or authority,
        # OBX[CODE]-5 the value behind a code (OBX-3) or of a type (OBX-2),
        # @result or @order behind a path: only in results, only in everything else.
        # structural: no personal data. professional: of somebody at work, nothing about the person.

        # ---- header and routing
        MSH-*,structural
        SFT-*,structural,software
        UAC-*,structural,authentication of the sender
        EVN-*,structural
        EVN-5,professional,operator
        MSA-*,structural
        MSA-3,freeText,text of an acknowledgement
        ERR-*,structural
        ERR-7..8,freeText,messages may quote a value
        QAK-*,structural
        DSC-*,structural
        ADD-*,unclassified,continuation of another field
        BHS-*,structural
        FHS-*,structural
        BTS-*,structural
        FTS-*,structural

        # ---- the patient
        PID-1,structural,set id
        PID-2,otherIdentifier
        PID-2[NNNLD],citizenNumber
        PID-2[NLMINBIZA],citizenNumber
        PID-3,otherIdentifier
        PID-3[#],citizenNumber+otherIdentifier,one other number in eleven passes the test
        PID-3[NNNLD],citizenNumber,type: national person identifier of the Netherlands
        PID-3[NLMINBIZA],citizenNumber,authority: ministry of the interior
        PID-3[2.16.840.1.113883.2.4.6.3],citizenNumber,authority by its number
        PID-3[BSN],citizenNumber
        PID-3.2,structural,check digit
        PID-3.3,structural
        PID-3.4,structural,authority
        PID-3.5,structural,type
        PID-3.6,careOrganisation,facility that gave the number
        PID-3.7,structural
        PID-3.8,structural
        PID-3.9,structural
        PID-3.10,structural
        PID-4,otherIdentifier
        PID-4[NNNLD],citizenNumber
        PID-4[NLMINBIZA],citizenNumber
        PID-5,name
        PID-5.1.4,partnerName,prefix of the partner's name
        PID-5.1.5,partnerName
        PID-5.7,structural,type of name
        PID-5.8,structural
        PID-6,relatives,mother's maiden name
        PID-7,birthDate
        PID-8,sex
        PID-9,name,alias
        PID-10,ethnicity
        PID-11,address
        PID-11.7,structural,type of address
        PID-12,address,county
        PID-13,telephone
        PID-13[@],email
        PID-13.2,structural,use
        PID-13.3,structural,equipment
        PID-13.4,email
        PID-14,telephone
        PID-14[@],email
        PID-14.2,structural
        PID-14.3,structural
        PID-14.4,email
        PID-15,language
        PID-16,maritalStatus
        PID-17,religion
        PID-18,account
        PID-19,citizenNumber
        PID-20,otherIdentifier,driver's licence
        PID-21,relatives,mother's identifier
        PID-22,ethnicity
        PID-23,birthPlace
        PID-24,multipleBirth
        PID-25,multipleBirth
        PID-26,nationality
        PID-27,employment,veteran
        PID-28,nationality
        PID-29,death
        PID-30,death
        PID-31,otherIdentifier,is the identity unknown
        PID-32,otherIdentifier,how sure the identity is
        PID-33,otherIdentifier,last update
        PID-34,careOrganisation,who updated
        PID-35..38,observation,species; breed; strain
        PID-39,nationality,tribe
        PID-40,telephone
        PID-40[@],email
        PD1-*,careOrganisation
        PD1-1..2,relatives,living dependency and arrangement
        PD1-4,generalPractitioner
        PD1-5,employment,student
        PD1-6,observation,handicap
        PD1-7..8,consent,living will; organ donor
        PD1-9,structural
        PD1-10,otherIdentifier
        PD1-11..13,consent,publicity; protection
        PD1-14,religion,place of worship
        PD1-15..18,consent
        PD1-19..21,employment,military
        PDA-*,death
        NK1-*,relatives,a set id alone says that there is a contact person
        MRG-*,otherIdentifier,number that was merged away
        MRG-3,account
        MRG-7,name
        ARV-*,consent,access restriction
        IAR-*,allergy
        OH1-*,employment
        OH2-*,employment
        OH3-*,employment
        OH4-*,employment
        GSP-*,sex
        GSR-*,sex
        GSC-*,sex

        # ---- visits
        PV1-1,structural,set id
        PV1-2,structural,class: must always be filled
        PV1-*,visit
        PV1-5,account,preadmission number
        PV1-7..9,careProvider
        PV1-8@order,generalPractitioner,referring doctor of an order
        PV1-17,careProvider
        PV1-19,account
        PV1-20..35,financial
        PV1-46..49,financial
        PV1-50,account
        PV1-51,structural
        PV1-52,careProvider
        PV2-*,visit
        PV2-3,diagnosis,reason of admission
        PV2-5..6,observation,valuables
        PV2-12,freeText
        PV2-13,careProvider
        PV2-19..20,financial
        PV2-23,careOrganisation
        PV2-30,financial
        ROL-1..3,structural
        ROL-*,careProvider
        PRT-1..4,structural
        PRT-*,careProvider
        DB1-*,observation,disability
        ACC-*,diagnosis,accident
        ACC-7,careProvider
        ACC-11,address
        CON-*,consent
        CON-24,relatives,who consented in place of the person

        # ---- orders
        ORC-1,structural,what to do
        ORC-2..4,orderNumber+sampleNumber,samples are numbered by their orders
        ORC-5,structural,state of the order
        ORC-6,structural
        ORC-7,testRequested
        ORC-8,orderNumber
        ORC-9,testRequested,time of the order
        ORC-10,professional,entered by
        ORC-11,professional,verified by
        ORC-12,generalPractitioner
        ORC-13,careOrganisation
        ORC-14,careProvider,call back number
        ORC-15,testRequested,from when
        ORC-16,testIndication
        ORC-17,careOrganisation
        ORC-18,structural
        ORC-19,professional
        ORC-20,structural
        ORC-21..24,careOrganisation
        ORC-25,structural
        ORC-26,consent
        ORC-27,testRequested,expected until
        ORC-28,consent
        ORC-29,testRequested
        ORC-30,structural
        ORC-31,careProvider
        ORC-32..38,orderNumber
        TQ1-*,testRequested
        TQ1-1,structural
        TQ1-11,freeText
        TQ2-*,orderNumber
        BLG-*,financial
        IPC-*,orderNumber
        ZDS-*,orderNumber,study
        OBR-1,structural,set id
        OBR-2,orderNumber
        OBR-3,orderNumber
        OBR-4,testRequested
        OBR-5,testRequested
        OBR-6,testRequested
        OBR-7..8,sampleDate
        OBR-9,observation,volume
        OBR-10,collector
        OBR-11,structural
        OBR-12,observation,danger
        OBR-13,freeText,relevant clinical information
        OBR-14,sampleDate,received
        OBR-15,testRequested,source of the specimen
        OBR-16,careProvider
        OBR-17,careProvider,call back number
        OBR-18..21,orderNumber,fields of placer and filler
        OBR-22,testResult,reported
        OBR-23,financial
        OBR-24,structural,section
        OBR-25,testResult,state of the result
        OBR-26,testResult,parent result
        OBR-27,testRequested
        OBR-28,careProvider,copies
        OBR-29,orderNumber
        OBR-30,visit,transport
        OBR-31,testIndication
        OBR-32,careProvider,interpreter
        OBR-33..35,professional
        OBR-36,testRequested
        OBR-37,structural
        OBR-38,structural
        OBR-39,freeText
        OBR-40..43,visit,transport
        OBR-44..45,procedure
        OBR-46,freeText
        OBR-47,testRequested
        OBR-48,procedure
        OBR-49,structural
        OBR-50,careOrganisation
        OBR-51..54,orderNumber

        # ---- observations: what stands in OBX-5 depends on the code in OBX-3
        OBX-1,structural,set id
        OBX-2,structural,type of the value
        OBX-3,structural,what was observed: the value stands beside it
        OBX-4,structural
        OBX-5@result,testResult,a result that nobody mapped by its code is still a result
        OBX-5@order,unclassified,an answer nobody mapped
        OBX-6,structural,units
        OBX-7,structural,reference range
        OBX-8..9,testResult
        OBX-10..13,structural
        OBX-14,sampleDate
        OBX-15,careOrganisation
        OBX-16,professional,responsible observer
        OBX-17,structural,method
        OBX-18,structural,equipment
        OBX-19,testResult,time of the analysis
        OBX-20,observation,site
        OBX-21,orderNumber
        OBX-22,structural
        OBX-23..24,careOrganisation
        OBX-25,professional
        OBX-26..32,structural
        OBX[ED]-5,attachment,a document in the message
        OBX[RP]-5,attachment,a document that the message points to
        OBX[ED]-5@result,testResult+attachment
        OBX[RP]-5@result,testResult+attachment

        # ---- observations of the cervical screening programme
        OBX[CR_DATUMAFNAME]-5,sampleDate
        OBX[CR_DATUMSTRIJK]-5,sampleDate
        OBX[CR_AANLEIDINGHPV]-5,testIndication
        OBX[CR_AANLEIDING]-5,testIndication
        OBX[CR_DOOR]-5,collector
        OBX[CR_KLACHTEN]-5,gynaecologicalComplaints
        OBX[CR_KLACHTENANDERS]-5,gynaecologicalComplaints+freeText
        OBX[CR_DATUMLM]-5,menstruation,last menstruation
        OBX[CR_PATROON]-5,menstruation
        OBX[CR_ANTICONCEPTIE]-5,contraception
        OBX[CR_HORMOONGEBRUIK]-5,hormoneUse
        OBX[CR_HORMOONGEBRUIKANDERS]-5,hormoneUse+freeText
        OBX[CR_ASPECT]-5,clinicalFinding,aspect of the portio
        OBX[CR_AFWIJKINGPORTIO]-5,clinicalFinding+freeText
        OBX[CR_OPMERKING]-5,freeText
        OBX[CR_OPMERKING1]-5,freeText
        OBX[CR_VERSIE]-5,structural,version of the form
        OBX[CR_BVOREGNR]-5,screeningNumber
        OBX[CR_HPVTRIAGEBVO]-5,earlierResult
        OBX[02HPV]-5,testResult
        OBX[02HPVHR]-5,testResult
        OBX[02HPVOHR]-5,testResult
        OBX[02HPV16]-5,testResult
        OBX[02HPV18]-5,testResult

        # ---- specimens
        SPM-1,structural,set id
        SPM-2..3,sampleNumber
        SPM-4..10,testRequested,kind and source of the specimen
        SPM-11,structural,role: patient or control
        SPM-12,observation
        SPM-13,structural
        SPM-14,freeText
        SPM-15,structural,handling
        SPM-16,observation,risk
        SPM-17..18,sampleDate
        SPM-19,structural
        SPM-20..24,testResult,is the specimen fit
        SPM-25..29,structural,container
        SPM-30..31,sampleNumber
        SPM-*,observation
        SAC-*,structural,container
        SAC-1..4,sampleNumber
        SAC-6,observation
        INV-*,structural,reagents
        EQU-*,structural
        ISD-*,structural
        TCC-*,structural
        TCD-*,structural
        SID-*,structural
        CTI-*,testRequested,clinical trial
        CSR-*,otherIdentifier,clinical trial
        CSP-*,visit
        CSS-*,visit
        CTD-*,careProvider

        # ---- text and clinical segments
        NTE-1..2,structural
        NTE-3,freeText
        NTE-4,structural
        NTE-5,professional
        NTE-6..7,structural
        NTE-*,freeText
        AL1-1,structural
        AL1-*,allergy
        IAM-1,structural
        IAM-*,allergy
        IAM-14,relatives,who reported it
        IAM-18,professional
        DG1-1..2,structural
        DG1-*,diagnosis
        DG1-16,careProvider
        DRG-*,diagnosis
        PR1-1,structural
        PR1-*,procedure
        PR1-8,careProvider
        PR1-11..12,careProvider
        GOL-*,diagnosis
        PRB-*,diagnosis
        PTH-*,procedure
        VAR-*,freeText
        OBS-*,observation
        RXO-*,medication
        RXO-14..15,careProvider
        RXE-*,medication
        RXE-13..14,careProvider
        RXD-*,medication
        RXD-10,professional
        RXG-*,medication
        RXA-1..2,structural
        RXA-*,medication
        RXA-10,careProvider
        RXA-21,structural
        RXR-*,medication
        RXC-*,medication
        RXV-*,medication
        ODS-*,observation,diet
        ODT-*,observation
        BPO-*,medication,blood product
        BPX-*,medication
        BTX-*,medication
        CM0-*,structural,study definition
        CM1-*,structural
        CM2-*,structural

        # ---- documents and appointments
        TXA-1,structural
        TXA-*,attachment
        TXA-5,careProvider
        TXA-9..11,professional
        TXA-22..23,careProvider
        SCH-*,visit
        SCH-12..14,careProvider
        SCH-15,careOrganisation
        SCH-16..20,professional
        RGS-*,structural
        AIS-*,visit
        AIG-*,visit
        AIL-*,visit
        AIP-*,careProvider
        APR-*,visit
        ARQ-*,visit

        # ---- insurance and money
        GT1-1,structural
        GT1-*,relatives+financial,guarantor
        IN1-*,insurance
        IN1-16,insurance+relatives,name of the insured
        IN2-*,insurance
        IN2-1,employment
        IN2-2,citizenNumber
        IN2-3,employment
        IN2-52,relatives
        IN3-*,insurance
        IN3-3,professional
        IN3-8,professional
        FT1-1,structural
        FT1-*,financial
        FT1-19,diagnosis
        FT1-20..21,careProvider
        FT1-24,professional
        FT1-25,procedure
        UB1-*,financial
        UB2-*,financial
        DST-*,address,district
        RMI-*,freeText
        ABS-*,visit

        # ---- questions, answers and master files
        QPD-*,otherIdentifier,what is asked for: mostly a person
        QRD-*,otherIdentifier
        QRF-*,otherIdentifier
        QID-*,structural
        RCP-*,structural
        RDF-*,structural
        RDT-*,unclassified,rows whose columns RDF names
        DSP-*,freeText,lines to display
        URD-*,otherIdentifier
        URS-*,structural
        MFI-*,structural
        MFE-*,structural
        STF-*,professional
        PRA-*,professional
        ORG-*,professional
        AFF-*,professional
        LAN-*,professional
        EDU-*,professional
        CER-*,professional
        LOC-*,structural
        LCH-*,structural
        LRL-*,structural
        LDP-*,structural
        LCC-*,structural
        OM1-*,structural
        OM2-*,structural
        OM3-*,structural
        OM4-*,structural
        OM5-*,structural
        OM6-*,structural
        OM7-*,structural
        CDM-*,structural
        PRC-*,structural
        NST-*,structural
        NCK-*,structural
        NSC-*,structural
        NDS-*,structural
        """
}
